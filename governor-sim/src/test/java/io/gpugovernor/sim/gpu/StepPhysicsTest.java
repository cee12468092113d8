package io.gpugovernor.sim.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.profile.HardwareProfiles;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepPhysicsTest {
    private static final List<StepShape> SHAPES = List.of(
            StepShape.prefill(0, 1),
            StepShape.prefill(0, 512),
            StepShape.prefill(4096, 2048),
            StepShape.decode(1, 200),
            StepShape.decode(64, 1500),
            StepShape.prefill(0, 1024).plus(StepShape.decode(32, 800)));

    static Stream<HardwareProfile> shipped() {
        return HardwareProfiles.SHIPPED.stream().map(HardwareProfiles::load);
    }

    @Test
    void followsItsFormulas() {
        StepPhysics physics = new StepPhysics(TinyHardware.exact());

        StepPhysics.Run fast = physics.run(StepShape.decode(4, 100), TinyHardware.HIGHEST);
        StepPhysics.Run slow = physics.run(StepShape.decode(4, 100), TinyHardware.LOWEST);

        // 2 + 4 + 10 ms; 2 * (100 + 200 * 4/16 + 100 * 10/16) W
        assertThat(fast.time()).isEqualTo(Duration.ofMillis(16));
        assertThat(fast.power().value()).isCloseTo(425, within(1e-9));
        // 2 + 8 + 10 ms; 2 * (50 + 100 * 8/20 + 100 * 10/20) W
        assertThat(slow.time()).isEqualTo(Duration.ofMillis(20));
        assertThat(slow.power().value()).isCloseTo(280, within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void takesNoLongerAtAHigherClock(HardwareProfile profile) {
        StepPhysics physics = new StepPhysics(profile);
        List<Megahertz> steps = profile.clocks().steps();

        for (StepShape shape : SHAPES) {
            for (int i = 1; i < steps.size(); i++) {
                // Where the power limit binds, the clock is found to some ten thousandths only.
                assertThat(seconds(physics, shape, steps.get(i).value()))
                        .as("%s at %s", shape, steps.get(i))
                        .isLessThanOrEqualTo(
                                seconds(physics, shape, steps.get(i - 1).value()) * (1 + 1e-3));
            }
        }
    }

    @Test
    void scalesArithmeticWithTheInverseOfTheClock() {
        StepPhysics physics = new StepPhysics(TinyHardware.exact());
        double fixed = 0.012;

        double fast = seconds(physics, StepShape.prefill(0, 1000), 1000) - fixed;
        double slow = seconds(physics, StepShape.prefill(0, 1000), 500) - fixed;

        assertThat(slow / fast).isCloseTo(2, within(1e-6));
    }

    @Test
    void barelySlowsMemoryAboveItsKneeAndFullyBelow() {
        StepPhysics physics =
                new StepPhysics(TinyHardware.with(new StepTiming(0, 0, 0, 1e-12, 0, 0.010, 0, 0.5, 20, 1)));
        StepShape decode = StepShape.decode(1, 100);

        double top = seconds(physics, decode, 1000);

        assertThat(seconds(physics, decode, 900) / top).isCloseTo(1, within(1e-3));
        assertThat(seconds(physics, decode, 800) / top).isCloseTo(1, within(1e-3));
        assertThat(seconds(physics, decode, 250) / top).isCloseTo(2, within(1e-3));
    }

    @Test
    void countsAttentionAndContextInTheirOwnTerms() {
        StepTiming timing = new StepTiming(0, 0.003, 1e-5, 0, 1e-6, 0.010, 1e-6, 1e-9, 4, 1);
        StepPhysics physics = new StepPhysics(TinyHardware.with(timing));

        // 3 ms + 10 tokens * 10 us + 55 pairs * 1 us + 10 ms
        assertThat(seconds(physics, StepShape.prefill(0, 10), 1000)).isCloseTo(0.013155, within(1e-9));
        // 3 ms + 2 tokens * 10 us + 10 ms + 600 tokens of context * 1 us
        assertThat(seconds(physics, StepShape.decode(2, 300), 1000)).isCloseTo(0.01362, within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void neverDrawsMoreThanThePowerLimit(HardwareProfile profile) {
        StepPhysics physics = new StepPhysics(profile);
        double limit = profile.powerLimit().value() * profile.gpus();

        for (StepShape shape : SHAPES) {
            for (Megahertz clock : profile.clocks().steps()) {
                assertThat(physics.run(shape, clock).power().value())
                        .as("%s at %s", shape, clock)
                        .isPositive()
                        .isLessThanOrEqualTo(limit * (1 + 1e-9));
            }
        }
    }

    @Test
    void lowersTheClockUntilThePowerLimitHoldsAndSaysSo() {
        StepPhysics throttled = new StepPhysics(TinyHardware.with(new Watts(200)));
        StepShape prefill = StepShape.prefill(0, 1000);

        StepPhysics.Run run = throttled.run(prefill, TinyHardware.HIGHEST);

        assertThat(run.throttled()).isTrue();
        assertThat(run.effectiveClock()).isLessThan(TinyHardware.HIGHEST).isGreaterThan(TinyHardware.LOWEST);
        assertThat(run.power().value()).isBetween(399.0, 400.0);
        // It runs as an unlimited GPU runs at that clock, which is given to the nearest MHz.
        StepPhysics free = new StepPhysics(TinyHardware.exact());
        double alike = seconds(free, prefill, run.effectiveClock().value());
        assertThat(Durations.seconds(run.time()) / alike).isCloseTo(1, within(1e-3));
    }

    @Test
    void reportsNoThrottlingWhereTheLimitIsFar() {
        StepPhysics throttled = new StepPhysics(TinyHardware.with(new Watts(200)));

        StepPhysics.Run slow = throttled.run(StepShape.prefill(0, 1000), TinyHardware.LOWEST);

        assertThat(slow.throttled()).isFalse();
        assertThat(slow.effectiveClock()).isEqualTo(TinyHardware.LOWEST);
    }

    @Test
    void restsAtTheIdlePowerOfTheClock() {
        StepPhysics physics = new StepPhysics(TinyHardware.exact());

        assertThat(physics.idle(new Megahertz(1000)).value()).isCloseTo(200, within(1e-9));
        assertThat(physics.idle(new Megahertz(750)).value()).isCloseTo(150, within(1e-9));
        assertThat(physics.idle(new Megahertz(500)).value()).isCloseTo(100, within(1e-9));
    }

    @Test
    void drawsFloorsAndWholeSwingsAtTheHighestClock() {
        ClockCurve idle = new ClockCurve(java.util.Map.of(TinyHardware.LOWEST, 50.0, TinyHardware.HIGHEST, 100.0));
        PowerDraw draw = new PowerDraw(idle, 10, 200, 20, 80, 0.5, 1.25);

        assertThat(draw.busy(1000, 1, 1, 1)).isCloseTo(100 + 10 + 200 + 20 + 80, within(1e-9));
        // At the knee the voltage is at its lowest: the swing is 0.5 / 1.25^2 of itself.
        assertThat(draw.busy(500, 0.5, 1, 0)).isCloseTo(50 + 10 + 200 * 0.32, within(1e-9));
        assertThat(draw.busy(500, 0.5, 0, 0)).isCloseTo(50, within(1e-9));
    }

    private static double seconds(StepPhysics physics, StepShape shape, int megahertz) {
        return Durations.seconds(physics.run(shape, new Megahertz(megahertz)).time());
    }
}
