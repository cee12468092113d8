package io.gpugovernor.sim.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.engine.Completion;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.StepPhysics;
import io.gpugovernor.sim.gpu.StepShape;
import io.gpugovernor.sim.gpu.SwitchTiming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A clock change takes 10 ms of call and 20 ms of transition, and then stalls for 10 ms. */
class TwinTest {
    private static final Moment NEVER = new Moment(Long.MAX_VALUE);

    private final List<Completion> completions = new ArrayList<>();
    private final Twin twin = twin(TinyHardware.exact());

    @Test
    void addsUpItsPowerOverTime() {
        twin.submit(10, 3);
        twin.advanceTo(ms(1000));

        // A step of 22 ms at 2 * (100 + 200 * 10/22 + 100 * 10/22) W is 10.4 J, two of 13 ms at 2 * (100 + 200 / 13 +
        // 100 * 10/13) W are 10 J, and the rest of the second is idle at 200 W.
        assertThat(twin.energy().value()).isCloseTo(10.4 + 10 + 200 * 0.952, within(1e-9));
        assertThat(completions).hasSize(1);
        assertThat(completions.get(0).ttft()).isEqualTo(Duration.ofMillis(27));
        assertThat(completions.get(0).tbt()).contains(Duration.ofMillis(13));
    }

    @Test
    void usesExactlyTheEnergyThatItsPowerReadingsAddUpTo() {
        Twin scripted = twin(TinyHardware.jittered());
        long grid = 10_000;
        double integral = 0;
        for (long nanos = 0; nanos < 3_000_000_000L; nanos += grid) {
            if (nanos % 400_000_000 == 0) {
                scripted.submit(200, 10);
            }
            if (nanos % 700_000_000 == 0) {
                scripted.lock(nanos % 1_400_000_000 == 0 ? new Megahertz(600) : new Megahertz(900));
            }
            integral += scripted.power().value() * grid / 1e9;
            scripted.advanceTo(new Moment(nanos + grid));
        }

        // Readings are taken every 10 us, so each change of power is seen at most that much too late.
        assertThat(integral / scripted.energy().value()).isCloseTo(1, within(1e-3));
    }

    @Test
    void putsAClockIntoForceAfterCallAndTransition() {
        twin.lock(TinyHardware.LOWEST);

        twin.advanceTo(new Moment(ms(30).nanos() - 1));
        assertThat(twin.clockInForce()).isEqualTo(TinyHardware.HIGHEST);
        assertThat(twin.power()).isEqualTo(new Watts(200));
        twin.advanceTo(ms(30));
        assertThat(twin.clockInForce()).isEqualTo(TinyHardware.LOWEST);
        assertThat(twin.power().value()).isCloseTo(100, within(1e-9));
        twin.advanceTo(ms(130));
        assertThat(twin.energy().value()).isCloseTo(200 * 0.03 + 100 * 0.1, within(1e-9));
    }

    @Test
    void stallsAndStretchesWhatIsLeftOfAStep() {
        twin.submit(1000, 1);
        twin.lock(TinyHardware.LOWEST);
        twin.advanceTo(ms(30));

        // 30 of 1012 ms are done; the rest of the 2012 ms that it takes at half the clock begins after the stall.
        double end = 0.040 + 2.012 * (1012 - 30) / 1012;
        assertThat(twin.stepEnd().seconds()).isCloseTo(end, within(1e-8));
    }

    @Test
    void shrinksWhatIsLeftOfAStep() {
        twin.lock(TinyHardware.LOWEST);
        twin.advanceTo(ms(1000));
        twin.submit(1000, 1);
        twin.release();
        twin.advanceTo(ms(1030));

        double end = 1.040 + 1.012 * (2012 - 30) / 2012;
        assertThat(twin.stepEnd().seconds()).isCloseTo(end, within(1e-8));
    }

    @Test
    void beginsAStepOnlyAfterAStall() {
        twin.lock(TinyHardware.LOWEST);
        twin.advanceTo(ms(33));
        twin.submit(1, 1);

        assertThat(twin.stepEnd()).isEqualTo(ms(40 + 2 + 2 + 10));
    }

    @Test
    void losesNoWorkWhenAnotherChangeComesDuringAStall() {
        twin.submit(1000, 1);
        twin.lock(TinyHardware.LOWEST);
        twin.advanceTo(ms(4));
        twin.lock(new Megahertz(750));
        twin.advanceTo(ms(34));

        // At 34 ms the GPU still stands; it starts 10 ms later, at two thirds of the highest clock's time for tokens.
        double whole = 0.012 + 1.0 / 0.75;
        assertThat(twin.stepEnd().seconds()).isCloseTo(0.044 + whole * (1012 - 30) / 1012, within(1e-8));
    }

    @Test
    void takesNoNoticeOfTheSameClockTwice() {
        Twin once = twin(TinyHardware.exact());
        for (Twin each : List.of(twin, once)) {
            each.submit(1000, 2);
            each.lock(TinyHardware.LOWEST);
            each.advanceTo(ms(20));
        }
        twin.lock(TinyHardware.LOWEST);
        twin.advanceTo(ms(100));
        twin.lock(TinyHardware.LOWEST);
        once.advanceTo(ms(100));
        twin.advanceTo(ms(5000));
        once.advanceTo(ms(5000));

        assertThat(twin.energy()).isEqualTo(once.energy());
        assertThat(completions).hasSize(2);
        assertThat(completions.get(0)).isEqualTo(completions.get(1));
    }

    @Test
    void goesToTheHighestClockWhenReleased() {
        twin.lock(TinyHardware.LOWEST);
        twin.advanceTo(ms(500));
        twin.release();
        twin.advanceTo(ms(529));
        assertThat(twin.clockInForce()).isEqualTo(TinyHardware.LOWEST);
        twin.advanceTo(ms(530));

        assertThat(twin.clockInForce()).isEqualTo(TinyHardware.HIGHEST);
    }

    @Test
    void putsChangesIntoForceInTheOrderAskedFor() {
        twin.lock(TinyHardware.LOWEST);
        twin.advanceTo(ms(5));
        twin.lock(new Megahertz(800));
        twin.advanceTo(ms(32));
        assertThat(twin.clockInForce()).isEqualTo(TinyHardware.LOWEST);
        twin.advanceTo(ms(35));

        assertThat(twin.clockInForce()).isEqualTo(new Megahertz(800));
    }

    @Test
    void comesToTheSameInOneLeapAsInManySteps() {
        Twin leaping = loaded(7);
        Twin stepping = loaded(7);
        leaping.advanceTo(ms(60_000));
        for (int i = 1; i <= 60_000; i++) {
            stepping.advanceTo(ms(i));
        }

        assertThat(stepping.snapshot()).usingRecursiveComparison().isEqualTo(leaping.snapshot());
        assertThat(stepping.energy().value() / leaping.energy().value()).isCloseTo(1, within(1e-9));
        assertThat(stepping.snapshot().finished()).isEqualTo(20);
    }

    @Test
    void repeatsItselfWithTheSameSeedOnly() {
        Twin one = loaded(3);
        Twin same = loaded(3);
        Twin other = loaded(4);
        for (Twin each : List.of(one, same, other)) {
            each.advanceTo(ms(30_000));
        }

        assertThat(same.energy()).isEqualTo(one.energy());
        assertThat(same.snapshot()).usingRecursiveComparison().isEqualTo(one.snapshot());
        assertThat(other.energy()).isNotEqualTo(one.energy());
    }

    @Test
    void showsTheClockThatThePowerLimitLeaves() {
        HardwareProfile limited = TinyHardware.with(new Watts(200));
        Twin throttled = twin(limited);
        assertThat(throttled.throttled()).isFalse();
        throttled.submit(1000, 1);

        StepPhysics.Run run = new StepPhysics(limited).run(StepShape.prefill(0, 1000), TinyHardware.HIGHEST);
        assertThat(throttled.throttled()).isTrue();
        assertThat(throttled.appliedClock()).isEqualTo(run.effectiveClock()).isLessThan(TinyHardware.HIGHEST);
        assertThat(throttled.clockInForce()).isEqualTo(TinyHardware.HIGHEST);
        assertThat(throttled.power().value()).isLessThanOrEqualTo(400);
        throttled.advanceTo(throttled.stepEnd());
        assertThat(throttled.throttled()).isFalse();
        assertThat(throttled.appliedClock()).isEqualTo(TinyHardware.HIGHEST);
    }

    @Test
    void hasNoStepToEndWhileIdle() {
        assertThat(twin.stepEnd()).isEqualTo(NEVER);
        twin.submit(1, 1);
        assertThat(twin.stepEnd()).isEqualTo(ms(13));
        twin.advanceTo(ms(13));

        assertThat(twin.stepEnd()).isEqualTo(NEVER);
        assertThat(twin.now()).isEqualTo(ms(13));
    }

    private Twin loaded(long seed) {
        Twin loaded =
                new Twin(TinyHardware.jittered(), SwitchTiming.DEFAULT, new SplittableRandom(seed), completion -> {});
        for (int i = 0; i < 20; i++) {
            loaded.submit(50 + 10 * i, 5 + i);
        }
        loaded.lock(new Megahertz(700));
        return loaded;
    }

    private Twin twin(HardwareProfile profile) {
        return new Twin(profile, SwitchTiming.DEFAULT, new SplittableRandom(1), completions::add);
    }

    private static Moment ms(long milliseconds) {
        return new Moment(milliseconds * 1_000_000);
    }
}
