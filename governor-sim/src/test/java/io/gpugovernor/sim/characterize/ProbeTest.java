package io.gpugovernor.sim.characterize;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.StepPhysics;
import io.gpugovernor.sim.gpu.StepShape;
import io.gpugovernor.sim.profile.HardwareProfiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether a governor that measures the twin from outside, with formulas and constants of its own, knows enough of it: at
 * clocks, lengths and batches that it did not measure.
 */
class ProbeTest {
    private static final double TENTH = 0.10;
    private static final int[] PROMPTS = {256, 700, 1500};
    private static final int[] BATCHES = {4, 32};
    private static final int[] CONTEXTS = {500, 1100};

    static Stream<String> shipped() {
        return HardwareProfiles.SHIPPED.stream();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void predictsFirstTokensItDidNotMeasure(String name) {
        HardwareProfile profile = HardwareProfiles.load(name);
        EngineModel model = Probe.measure(profile);
        StepPhysics physics = new StepPhysics(profile);

        for (Megahertz clock : unmeasured(profile)) {
            for (int prompt : PROMPTS) {
                Duration own =
                        physics.run(StepShape.prefill(0, prompt), clock).time().plus(profile.frontend());
                Duration predicted = model.stepTime().step(clock, prompt, 0, 0).plus(model.firstTokenOverhead());
                requireNear(predicted, own, prompt + " prompt tokens at " + clock);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void predictsDecodesItDidNotMeasure(String name) {
        HardwareProfile profile = HardwareProfiles.load(name);
        EngineModel model = Probe.measure(profile);
        StepPhysics physics = new StepPhysics(profile);

        for (Megahertz clock : unmeasured(profile)) {
            for (int batch : BATCHES) {
                for (int context : CONTEXTS) {
                    requireNear(
                            model.stepTime().step(clock, 0, batch, context),
                            physics.run(StepShape.decode(batch, context), clock).time(),
                            batch + " decodes of context " + context + " at " + clock);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void predictsIdlePowerItDidNotMeasure(String name) {
        HardwareProfile profile = HardwareProfiles.load(name);
        EngineModel model = Probe.measure(profile);
        StepPhysics physics = new StepPhysics(profile);

        for (Megahertz clock : unmeasured(profile)) {
            assertThat(model.power().idle(clock).value() / physics.idle(clock).value())
                    .as("idle at %s", clock)
                    .isBetween(1 - TENTH, 1 + TENTH);
        }
    }

    private static void requireNear(Duration predicted, Duration own, String what) {
        assertThat(Durations.seconds(predicted) / Durations.seconds(own))
                .as("prediction over the twin's own time, %s", what)
                .isBetween(1 - TENTH, 1 + TENTH);
    }

    /** The steps halfway between the nine that are measured, which spread evenly over the table. */
    private static List<Megahertz> unmeasured(HardwareProfile profile) {
        List<Megahertz> steps = profile.clocks().steps();
        List<Megahertz> between = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            between.add(steps.get((int) Math.round((i + 0.5) * (steps.size() - 1) / 8)));
        }
        return between;
    }
}
