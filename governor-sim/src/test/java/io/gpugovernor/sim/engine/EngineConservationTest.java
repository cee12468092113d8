package io.gpugovernor.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.gpu.EngineLimits;
import io.gpugovernor.sim.gpu.Scheduling;
import io.gpugovernor.sim.gpu.StepShape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever requests come, at every step none is lost, none is made up, and no limit is broken. */
class EngineConservationTest {
    private static final int REQUESTS = 300;
    private static final long MOST_STEPS = 200_000;

    private final List<Completion> completions = new ArrayList<>();
    private long submitted;
    private long prompts;
    private long outputs;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void holdsAtEveryStep(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Scheduling scheduling = seed % 2 == 0 ? Scheduling.PREFILL_FIRST : Scheduling.MIXED;
        int stepTokens = random.nextInt(1, 200);
        EngineLimits limits =
                new EngineLimits(stepTokens, random.nextInt(1, 20), stepTokens + random.nextInt(64, 1500), scheduling);
        SimEngine engine = new SimEngine(TinyHardware.with(limits), completions::add);
        long now = 0;
        long steps = 0;
        EngineSnapshot before = engine.snapshot(new Moment(0));

        while (submitted < REQUESTS || !engine.idle()) {
            for (int i = random.nextInt(3); i > 0 && submitted < REQUESTS; i--) {
                submit(engine, new Moment(now), random);
            }
            StepShape shape = engine.beginStep(new Moment(now));
            assertThat(shape.prefillTokens() + shape.decodes()).isLessThanOrEqualTo(stepTokens);
            assertThat(engine.running()).isLessThanOrEqualTo(limits.maxSequences());
            boolean idle = shape.equals(StepShape.NOTHING);
            assertThat(idle).isEqualTo(engine.idle());
            now += random.nextLong(1_000_000, 500_000_000);
            if (!idle) {
                engine.endStep(new Moment(now));
            }
            EngineSnapshot after = engine.snapshot(new Moment(now));
            requireConserved(engine, before, after);
            before = after;
            assertThat(++steps).as("steps").isLessThan(MOST_STEPS);
        }
        requireComplete(engine.snapshot(new Moment(now)), engine.rejected());
    }

    private void submit(SimEngine engine, Moment now, SplittableRandom random) {
        int prompt = random.nextInt(1, 400);
        int output = random.nextInt(1, 120);
        long rejected = engine.rejected();
        engine.submit(now, prompt, output);
        submitted++;
        if (engine.rejected() == rejected) {
            prompts += prompt;
            outputs += output;
        }
    }

    private void requireConserved(SimEngine engine, EngineSnapshot before, EngineSnapshot after) {
        assertThat(after.arrived()).isEqualTo(submitted - engine.rejected());
        assertThat(after.finished()).isEqualTo(completions.size());
        assertThat(after.firstTokens()).isBetween(after.finished(), after.arrived());
        assertThat(after.kvUsage().value()).isBetween(0.0, 1.0);
        assertThat(admitted(after)).isBetween(Math.max(admitted(before), after.promptTokens()), prompts);
        // Every token is a request's first, or comes a gap after another.
        assertThat(after.generationTokens())
                .isEqualTo(after.firstTokens() + after.stepLatency().count());
        assertThat(after.finished()).isGreaterThanOrEqualTo(before.finished());
        assertThat(after.preemptions()).isGreaterThanOrEqualTo(before.preemptions());
        assertThat(after.ttft().continues(before.ttft())).isTrue();
        assertThat(after.stepLatency().continues(before.stepLatency())).isTrue();
    }

    private static long admitted(EngineSnapshot engine) {
        return engine.particulars().admittedPromptTokens().orElseThrow();
    }

    private void requireComplete(EngineSnapshot end, long rejected) {
        assertThat(admitted(end)).isEqualTo(prompts);
        assertThat(end.finished()).isEqualTo(REQUESTS - rejected).isPositive();
        assertThat(end.kvUsage().value()).isZero();
        assertThat(end.promptTokens()).isEqualTo(prompts);
        assertThat(end.generationTokens()).isEqualTo(outputs);
        assertThat(end.promptLengths().sum()).isEqualTo(prompts);
        assertThat(end.outputLengths().sum()).isEqualTo(outputs);
        assertThat(end.ttft().count()).isEqualTo(completions.size());
        assertThat(end.ttft().sum())
                .isCloseTo(
                        completions.stream()
                                .mapToDouble(completion -> Durations.seconds(completion.ttft()))
                                .sum(),
                        withinPercentage(1e-4));
        assertThat(end.tbt().sum())
                .isCloseTo(
                        completions.stream()
                                .flatMap(completion -> completion.tbt().stream())
                                .mapToDouble(Durations::seconds)
                                .sum(),
                        withinPercentage(1e-4));
    }
}
