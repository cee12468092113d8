package io.gpugovernor.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.model.ThrottleReason;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClockVerdictTest {
    private static final LockRange RANGE = new LockRange(new Megahertz(345), new Megahertz(1200));
    private static final LockRange PINNED = new LockRange(new Megahertz(1200), new Megahertz(1200));
    private static final Duration SETTLE = Duration.ofMillis(500);

    @Test
    void honoursWithinOneStep() {
        assertThat(afterwards(RANGE, busy(1200), false)).isEqualTo(ClockVerdict.HONOURED);
        assertThat(afterwards(RANGE, busy(1185), false)).isEqualTo(ClockVerdict.HONOURED);
        assertThat(afterwards(RANGE, busy(1215), false)).isEqualTo(ClockVerdict.HONOURED);
        assertThat(afterwards(RANGE, busy(1216), false)).isEqualTo(ClockVerdict.NOT_HONOURED);
    }

    @Test
    void judgesNothingBeforeItHasSettled() {
        assertThat(ClockVerdict.of(RANGE, busy(1980), SETTLE.minusNanos(1), SETTLE, true))
                .isEqualTo(ClockVerdict.SETTLING);
        assertThat(ClockVerdict.of(RANGE, busy(1980), SETTLE, SETTLE, false)).isEqualTo(ClockVerdict.NOT_HONOURED);
    }

    @Test
    void judgesNothingThatCouldNotBeRead() {
        ReadBack nothing = new ReadBack(Reading.absent("GPU is lost"), Set.of(), false);
        assertThat(afterwards(RANGE, nothing, true)).isEqualTo(ClockVerdict.UNREADABLE);
    }

    @Test
    void excusesAClockThatPowerHoldsDown() {
        assertThat(afterwards(RANGE, throttled(900), true)).isEqualTo(ClockVerdict.THROTTLED);
        assertThat(afterwards(PINNED, throttled(900), false)).isEqualTo(ClockVerdict.THROTTLED);
    }

    @Test
    void doesNotExcuseAClockAboveTheLockByAThrottleReason() {
        assertThat(afterwards(RANGE, throttled(1500), false)).isEqualTo(ClockVerdict.NOT_HONOURED);
    }

    @Test
    void letsAnIdleGpuFallWithinItsLockButNotOutOfIt() {
        assertThat(afterwards(RANGE, idle(345), false)).isEqualTo(ClockVerdict.HONOURED);
        assertThat(afterwards(PINNED, idle(345), false)).isEqualTo(ClockVerdict.NOT_HONOURED);
    }

    @Test
    void blamesSomebodyElseOnlyForAClockThatWasReached() {
        assertThat(afterwards(RANGE, busy(1980), false)).isEqualTo(ClockVerdict.NOT_HONOURED);
        assertThat(afterwards(RANGE, busy(1980), true)).isEqualTo(ClockVerdict.FOREIGN_CHANGE);
        assertThat(afterwards(RANGE, busy(600), false)).isEqualTo(ClockVerdict.NOT_HONOURED);
        assertThat(afterwards(RANGE, busy(600), true)).isEqualTo(ClockVerdict.FOREIGN_CHANGE);
    }

    private static ClockVerdict afterwards(LockRange lock, ReadBack seen, boolean honouredBefore) {
        return ClockVerdict.of(lock, seen, SETTLE.multipliedBy(2), SETTLE, honouredBefore);
    }

    private static ReadBack busy(int clock) {
        return new ReadBack(Reading.of(new Megahertz(clock)), Set.of(), false);
    }

    private static ReadBack throttled(int clock) {
        return new ReadBack(Reading.of(new Megahertz(clock)), Set.of(ThrottleReason.POWER_LIMIT), false);
    }

    private static ReadBack idle(int clock) {
        return new ReadBack(Reading.of(new Megahertz(clock)), Set.of(), true);
    }
}
