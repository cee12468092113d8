package io.gpugovernor.core.policy.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.Saying;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.model.ThrottleReason;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.units.Megahertz;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rungs lie 105 MHz apart: ..., 1350, 1455, 1560, ..., 1980. */
class ThrottledTest {
    private static final Megahertz SETPOINT = new Megahertz(1455);

    private final Situations scene = new Situations();

    @ParameterizedTest
    @EnumSource(ThrottleReason.class)
    void doesNotRaiseWhatALimitHoldsDown(ThrottleReason why) {
        Ruling ruling = rule(Models.HIGHEST, gpu(1200, why));
        assertThat(ruling.clock()).isEqualTo(SETPOINT);
        assertThat(ruling.reason()).isEqualTo(Reason.THROTTLED);
    }

    @Test
    void leavesTheRungAboveOpenWhenTheLimitHardlyBinds() {
        assertThat(rule(Models.HIGHEST, gpu(1454, ThrottleReason.POWER_LIMIT)).clock())
                .isEqualTo(SETPOINT);
        Megahertz between = new Megahertz(1500);
        Ruling ruling =
                guard(Models.HIGHEST).rule(scene.tickAt(between, List.of(gpu(1470, ThrottleReason.POWER_LIMIT))));
        assertThat(ruling.clock()).isEqualTo(new Megahertz(1560));
        assertThat(ruling.reason()).isEqualTo(Reason.THROTTLED);
    }

    @Test
    void neverLowersBecauseOfALimit() {
        Ruling ruling = rule(SETPOINT, gpu(900, ThrottleReason.THERMAL));
        assertThat(ruling.clock()).isEqualTo(SETPOINT);
        assertThat(ruling.reason()).isEqualTo(Reason.OPTIMAL);
    }

    @Test
    void lowersAsThePolicyWants() {
        Ruling ruling = rule(new Megahertz(600), gpu(900, ThrottleReason.THERMAL));
        assertThat(ruling.clock()).isEqualTo(new Megahertz(600));
    }

    @Test
    void raisesFreelyWhereNothingBinds() {
        assertThat(rule(Models.HIGHEST, gpu(1200)).clock()).isEqualTo(Models.HIGHEST);
    }

    @Test
    void raisesFreelyWhereNoGpuTells() {
        assertThat(guard(Models.HIGHEST).rule(scene.tickAt(SETPOINT)).clock()).isEqualTo(Models.HIGHEST);
    }

    @Test
    void raisesFreelyWhereTheClockCannotBeRead() {
        GpuReading silent = new GpuReading(
                new GpuId(0, "GPU-0", "0", "H100"),
                Reading.absent("lost"),
                Reading.absent("lost"),
                Reading.absent("lost"),
                Set.of(ThrottleReason.THERMAL));
        assertThat(rule(Models.HIGHEST, silent).clock()).isEqualTo(Models.HIGHEST);
    }

    @Test
    void goesByTheSlowestGpu() {
        Ruling ruling = rule(Models.HIGHEST, gpu(1455), gpu(1200, ThrottleReason.THERMAL));
        assertThat(ruling.reason()).isEqualTo(Reason.THROTTLED);
    }

    @Test
    void staysOnGuard() {
        Ruling first = rule(SETPOINT, gpu(1455));
        assertThat(first.next()).isEqualTo(guard(SETPOINT));
    }

    private Ruling rule(Megahertz wanted, GpuReading... gpus) {
        return guard(wanted).rule(scene.tickAt(SETPOINT, List.of(gpus)));
    }

    private static Throttled guard(Megahertz wanted) {
        return new Throttled(Saying.clock(wanted), Models.LADDER);
    }

    private static GpuReading gpu(int clock, ThrottleReason... why) {
        return new GpuReading(
                new GpuId(0, "GPU-0", "0", "H100"),
                Reading.of(new Megahertz(clock)),
                Reading.absent("not asked"),
                Reading.absent("not asked"),
                Set.of(why));
    }
}
