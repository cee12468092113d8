package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UsualContextsTest {
    private final Situations scene = new Situations();
    private final ScriptedEngine engine = scene.engine();

    @Test
    void expectsNothingBeforeAnythingRan() {
        engine.fillsCache(0.5);
        assertThat(taken(scene.tick())).isZero();
    }

    @Test
    void expectsOfYoungRequestsWhatOthersTook() {
        runs(4, 0.4, Duration.ofMinutes(2));
        ends(4);
        start(6);
        engine.fillsCache(0.05);
        assertThat(taken(scene.tick())).isCloseTo(0.6, within(0.01));
    }

    @Test
    void expectsNoMoreThanThereIs() {
        runs(2, 0.6, Duration.ofMinutes(2));
        start(8);
        assertThat(taken(scene.tick())).isEqualTo(1);
    }

    @Test
    void countsATimeByTheRequestsThatRanInIt() {
        runs(1, 0.4, Duration.ofMinutes(1));
        start(8);
        runs(0, 0.45, Duration.ofMinutes(1));
        assertThat(taken(scene.tick())).isCloseTo(9 * 0.85 / 10, within(0.05));
    }

    @Test
    void followsContextsThatBecomeShorter() {
        runs(4, 0.8, Duration.ofMinutes(10));
        runs(0, 0.1, Duration.ofMinutes(40));
        assertThat(taken(scene.tick())).isCloseTo(0.1, within(0.02));
    }

    @Test
    void forgetsTheContextsOfAnEngineThatStartsAnew() {
        runs(4, 0.8, Duration.ofMinutes(2));
        Observation seen = scene.tick();
        assertThat(seen.workload().afterReset().contexts().takenBy(seen.snapshot()))
                .isEqualTo(Ratio.ZERO);
    }

    /** So many more requests run, and use that share of the cache together with those that ran before. */
    private void runs(int more, double used, Duration time) {
        start(more);
        engine.fillsCache(used);
        scene.quiet(time);
    }

    private void start(int requests) {
        for (int i = 0; i < requests; i++) {
            engine.arrive(1).firstToken(100, 0.1);
        }
    }

    private void ends(int requests) {
        for (int i = 0; i < requests; i++) {
            engine.end(100, 3000, 0.02);
        }
    }

    private static double taken(Observation seen) {
        return seen.workload().contexts().takenBy(seen.snapshot()).value();
    }
}
