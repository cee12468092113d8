package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.model.WorkloadClass;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private final Situations scene = new Situations();
    private final ScriptedEngine engine = scene.engine();

    @Test
    void hasNoClassBeforeAnythingEnded() {
        engine.arrive(1).firstToken(100, 0.1);
        assertThat(scene.tick().workload().mix().workloadClass()).isEmpty();
    }

    @Test
    void hasTheClassOfItsMeanRequest() {
        engine.serve(900, 100).serve(700, 50);
        WorkloadMix mix = scene.tick().workload().mix();
        assertThat(mix.inputTokens()).isEqualTo(800, within(1e-9));
        assertThat(mix.outputTokens()).isEqualTo(75, within(1e-9));
        assertThat(mix.workloadClass()).contains(WorkloadClass.LARGE_SMALL);
        assertThat(mix.ended()).isEqualTo(2);
    }

    @Test
    void followsAChangeOfTheMixWithinAFewHundredRequests() {
        for (int i = 0; i < 500; i++) {
            engine.serve(100, 50);
            scene.tick();
        }
        Observation seen = scene.tick();
        assertThat(seen.workload().mix().workloadClass()).contains(WorkloadClass.SMALL_SMALL);
        for (int i = 0; i < 300; i++) {
            engine.serve(1024, 256);
            seen = scene.tick();
        }
        assertThat(seen.workload().mix().workloadClass()).contains(WorkloadClass.LARGE_LARGE);
    }

    @Test
    void learnsHowMuchOfPromptsHasToBeComputed() {
        for (int i = 0; i < 1000; i++) {
            engine.arrive(1).firstTokenWithCache(1000, 750, 0.1).end(1000, 200, 0.02);
            scene.tick();
        }
        Workload workload = scene.tick().workload();
        assertThat(workload.prompts().mean()).isEqualTo(250, within(30.0));
        assertThat(workload.reuse().factor()).isEqualTo(4, within(0.01));
        engine.arrive(3);
        workload = scene.tick().workload();
        assertThat(workload.prefillBacklog()).isEqualTo(3 * workload.prompts().mean());
    }

    @Test
    void findsNothingReusedWhereNothingWasCached() {
        engine.serve(1000, 200);
        assertThat(scene.tick().workload().reuse()).isEqualTo(PrefixReuse.NONE);
    }

    @Test
    void tellsBurstsFromSteadyArrivalsOfTheSameRate() {
        Situations bursts = new Situations();
        for (int i = 0; i < 5000; i++) {
            if (i % 2 == 0) {
                engine.serve(100, 10);
            }
            if (i % 40 == 0) {
                bursts.engine().arrive(20);
                for (int request = 0; request < 20; request++) {
                    bursts.engine().firstToken(100, 0.1).end(100, 10, 0.02);
                }
            }
            scene.tick();
            bursts.tick();
        }
        assertThat(scene.tick().workload().dispersion().index()).isLessThan(0.7);
        assertThat(bursts.tick().workload().dispersion().index()).isGreaterThan(5);
    }

    @Test
    void learnsLengthsArrivalsAndClusters() {
        for (int i = 0; i < 3000; i++) {
            engine.serve(1000, 200);
            scene.tick();
        }
        Workload workload = scene.tick().workload();
        assertThat(workload.prompts().mean()).isEqualTo(1000, within(100.0));
        assertThat(workload.outputs().mean()).isEqualTo(200, within(20.0));
        assertThat(workload.arrivals().steadyPerSecond()).isEqualTo(10, within(0.5));
        assertThat(workload.clusters().mean()).isEqualTo(1, within(0.05));
    }

    @Test
    void learnsNoLengthsFromSilence() {
        scene.quiet(Duration.ofSeconds(10));
        Workload workload = scene.tick().workload();
        assertThat(workload.prompts()).isSameAs(LengthDistribution.UNKNOWN);
        assertThat(workload.outputs()).isSameAs(LengthDistribution.UNKNOWN);
    }

    @Test
    void forgetsWhatIsOwedAfterAResetButNotWhatItLearned() {
        engine.serve(1000, 200).arrive(5);
        Workload before = scene.tick().workload();
        assertThat(before.debt().count()).isEqualTo(5);
        Workload after = before.afterReset();
        assertThat(after.debt().isEmpty()).isTrue();
        assertThat(after.prompts()).isSameAs(before.prompts());
        assertThat(after.arrivals()).isSameAs(before.arrivals());
        assertThat(after.mix()).isEqualTo(before.mix());
    }
}
