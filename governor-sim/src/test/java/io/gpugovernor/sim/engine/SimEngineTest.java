package io.gpugovernor.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.gpu.EngineLimits;
import io.gpugovernor.sim.gpu.StepShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each step takes a second here. */
class SimEngineTest {
    private final List<Completion> completions = new ArrayList<>();
    private final SimEngine engine = new SimEngine(TinyHardware.with(new EngineLimits(10, 4, 64)), completions::add);
    private int now;

    @Test
    void tellsOfARequestThatEnds() {
        engine.submit(at(0), 25, 3);
        steps(5);

        assertThat(completions)
                .containsExactly(new Completion(
                        Duration.ofSeconds(3).plus(TinyHardware.FRONTEND), Optional.of(Duration.ofSeconds(1))));
        assertThat(engine.idle()).isTrue();
    }

    @Test
    void knowsNoTimeBetweenTokensOfASingleOne() {
        engine.submit(at(0), 5, 1);
        steps(1);

        assertThat(completions)
                .containsExactly(new Completion(Duration.ofSeconds(1).plus(TinyHardware.FRONTEND), Optional.empty()));
        assertThat(engine.snapshot(at(now)).tbt().count()).isZero();
        assertThat(engine.snapshot(at(now)).stepLatency().count()).isZero();
    }

    @Test
    void countsWhatItDid() {
        engine.submit(at(0), 4, 3);
        engine.submit(at(0), 12, 2);
        steps(2);
        EngineSnapshot halfway = engine.snapshot(at(now));
        steps(1);
        EngineSnapshot done = engine.snapshot(at(now));

        assertThat(halfway.running()).isEqualTo(2);
        assertThat(halfway.finished()).isZero();
        assertThat(halfway.firstTokens()).isEqualTo(2);
        assertThat(halfway.promptTokens()).isEqualTo(16);
        assertThat(halfway.generationTokens()).isEqualTo(3);
        assertThat(done.finished()).isEqualTo(2);
        assertThat(done.running()).isZero();
        assertThat(done.generationTokens()).isEqualTo(5);
        assertThat(done.ttft().sum()).isCloseTo(1 + 2 + 2 * 0.005, within(1e-9));
        assertThat(done.stepLatency().sum()).isCloseTo(3, within(1e-9));
        assertThat(done.tbt().sum()).isCloseTo(2, within(1e-9));
        assertThat(done.promptLengths().sum()).isEqualTo(16);
        assertThat(done.outputLengths().sum()).isEqualTo(5);
    }

    @Test
    void countsAPromptOnceThoughAPreemptionComputesItAgain() {
        SimEngine cramped = new SimEngine(TinyHardware.with(new EngineLimits(40, 4, 64)), completions::add);
        cramped.submit(at(0), 16, 32);
        cramped.submit(at(0), 16, 32);
        int steps = 0;
        while (!cramped.idle()) {
            cramped.beginStep(at(steps));
            cramped.endStep(at(++steps));
        }

        EngineSnapshot done = cramped.snapshot(at(steps));
        assertThat(steps).isEqualTo(47);
        assertThat(done.preemptions()).isEqualTo(1);
        assertThat(done.promptTokens()).isEqualTo(32);
        assertThat(done.generationTokens()).isEqualTo(64);
        assertThat(done.firstTokens()).isEqualTo(2);
        assertThat(completions)
                .extracting(Completion::tbt)
                .containsExactly(Optional.of(Duration.ofSeconds(1)), Optional.of(Durations.ofSeconds((47 - 1) / 31.0)));
    }

    @Test
    void refusesARequestThatCanNeverFitAndServesTheOthers() {
        engine.submit(at(0), 5, 2);
        engine.submit(at(0), 60, 5);
        engine.submit(at(0), 5, 2);
        steps(2);

        assertThat(engine.rejected()).isEqualTo(1);
        assertThat(engine.snapshot(at(now)).arrived()).isEqualTo(2);
        assertThat(completions).hasSize(2);
        assertThat(engine.idle()).isTrue();
    }

    @Test
    void servesARequestThatFillsTheWholeCache() {
        engine.submit(at(0), 60, 4);
        steps(9);

        assertThat(engine.rejected()).isZero();
        assertThat(completions).hasSize(1);
    }

    @Test
    void doesNothingWhileIdle() {
        assertThat(engine.idle()).isTrue();
        assertThat(engine.beginStep(at(0))).isEqualTo(StepShape.NOTHING);
        assertThat(engine.snapshot(at(0)).arrived()).isZero();
    }

    @Test
    void showsHowFullTheCacheIs() {
        engine.submit(at(0), 10, 30);
        engine.beginStep(at(0));
        assertThat(engine.snapshot(at(0)).kvUsage().value()).isEqualTo(0.25);
        engine.endStep(at(1));
        now = 1;
        steps(7);

        assertThat(engine.snapshot(at(now)).kvUsage().value()).isEqualTo(0.5);
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            engine.beginStep(at(now));
            engine.endStep(at(++now));
        }
    }

    private static Moment at(int second) {
        return new Moment(Duration.ofSeconds(second).toNanos());
    }
}
