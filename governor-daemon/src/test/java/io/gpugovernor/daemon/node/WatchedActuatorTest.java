package io.gpugovernor.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.nvml.ClockReasons;
import io.gpugovernor.nvml.GpuCondition;
import io.gpugovernor.nvml.LockRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchedActuatorTest {
    private static final Megahertz LOWEST = new Megahertz(345);
    private static final Megahertz SETPOINT = new Megahertz(1200);
    private static final Megahertz UNLOCKED = new Megahertz(1980);
    private static final long IDLE = 0x1;
    private static final long POWER_CAP = 0x4;
    private static final Duration SETTLED = Duration.ofMillis(600);
    private static final Duration TICK = Duration.ofMillis(100);

    private final HandMovedTime time = new HandMovedTime();
    private final List<String> calls = new ArrayList<>();
    private Actuation answer = new Actuation.Accepted();
    private Actuation reassertion = new Actuation.Accepted();
    private GpuCondition first = at(0, SETPOINT, 0);
    private GpuCondition second = at(1, SETPOINT, 0);
    private final WatchedActuator watched = new WatchedActuator(
            new Inner(), 2, () -> List.of(first, second), clock -> new LockRange(LOWEST, clock), new Claims(), time);

    @Test
    void judgesNoClockBeforeItHadTimeToSettle() {
        watched.lock(SETPOINT);
        second = at(1, UNLOCKED, 0);

        for (int tick = 0; tick < 5; tick++) {
            time.pass(TICK);
            assertThat(watched.verify()).isInstanceOf(Actuation.NotNeeded.class);
        }
    }

    @Test
    void goesOnWhileEveryGpuRunsAtItsSetpoint() {
        lockAndSettle();

        assertGoesOn(10);
    }

    @Test
    void takesAnIdleGpuWithinItsLockAsHonoured() {
        lockAndSettle();
        second = at(1, LOWEST, IDLE);

        assertGoesOn(10);
    }

    @Test
    void takesAThrottledGpuAsNoDisagreement() {
        lockAndSettle();
        second = at(1, new Megahertz(900), POWER_CAP);

        assertGoesOn(10);
    }

    @Test
    void reachesNoVerdictOnAClockThatCannotBeRead() {
        lockAndSettle();
        second = unreadable(1);

        assertGoesOn(10);
    }

    @Test
    void keepsADisagreementInMindWhileTheClockCannotBeRead() {
        lockAndSettle();
        second = at(1, UNLOCKED, 0);
        assertGoesOn(1);
        second = unreadable(1);
        assertGoesOn(3);
        second = at(1, UNLOCKED, 0);

        assertThat(failure(watched.verify())).contains("GPU 1 (GPU-1)");
    }

    @Test
    void forgivesOneDisagreementOnceTheGpuIsBackAtItsSetpoint() {
        lockAndSettle();
        for (int round = 0; round < 3; round++) {
            second = at(1, UNLOCKED, 0);
            assertGoesOn(1);
            second = at(1, SETPOINT, 0);
            assertGoesOn(1);
        }
    }

    @Test
    void failsAtTheSecondReadingAboveTheSetpointAndNamesGpuAndClocks() {
        lockAndSettle();
        second = at(1, UNLOCKED, 0);
        assertGoesOn(1);

        time.pass(TICK);

        assertThat(failure(watched.verify()))
                .isEqualTo("GPU 1 (GPU-1) runs at 1980MHz under a lock to 345MHz..1200MHz; standing aside for 10 s");
    }

    @Test
    void countsTheDisagreementsOfEachGpuByItself() {
        lockAndSettle();
        first = at(0, UNLOCKED, 0);
        assertGoesOn(1);
        first = at(0, SETPOINT, 0);
        second = at(1, UNLOCKED, 0);

        assertGoesOn(1);
    }

    @Test
    void blamesSomethingElseWhereTheGpuWasAtItsSetpointBefore() {
        lockAndSettle();
        assertGoesOn(1);
        first = at(0, new Megahertz(600), 0);
        assertGoesOn(1);

        assertThat(watched.verify())
                .isEqualTo(new Actuation.Reasserted("GPU 0 (GPU-0) runs at 600MHz under a lock to 345MHz..1200MHz, so"
                        + " something else set its clock; set again"));
        assertThat(calls).containsExactly("lock 1200MHz", "reassert");
    }

    @Test
    void goesOnOnceItsClockIsInForceAgain() {
        lockAndSettle();
        somebodySetsTheClock();
        second = at(1, SETPOINT, 0);
        time.pass(SETTLED);

        assertGoesOn(10);
    }

    @Test
    void yieldsTheSecondTimeForTenSecondsTheThirdForAMinuteAndThenForTenMinutes() {
        List<Long> pauses = new ArrayList<>();
        lockAndSettle();
        assertThat(somebodySetsTheClock()).isInstanceOf(Actuation.Reasserted.class);
        for (int round = 0; round < 4; round++) {
            second = at(1, SETPOINT, 0);
            time.pass(SETTLED);
            pauses.add(pauseAfter(somebodySetsTheClock()));
            watched.release();
            time.pass(Duration.ofSeconds(pauses.get(round)));
            second = at(1, SETPOINT, 0);
            assertThat(watched.lock(SETPOINT)).isInstanceOf(Actuation.Accepted.class);
        }
        assertThat(pauses).containsExactly(10L, 60L, 600L, 600L);
    }

    @Test
    void takesNoSetpointWhileItYields() {
        yieldOnce();
        calls.clear();
        time.pass(Duration.ofSeconds(4));

        assertThat(watched.lock(SETPOINT)).isEqualTo(new Actuation.Yielded("standing aside for another 6 s"));
        assertThat(calls).isEmpty();
    }

    @Test
    void givesUpOnlyTheGpusThatSomebodyElseSet() {
        yieldOnce();

        assertThat(calls).last().isEqualTo("disown [GPU-1]");
    }

    @Test
    void givesUpWithItAGpuThatSomebodyElseHasJustSetToo() {
        lockAndSettle();
        somebodySetsTheClock();
        second = at(1, SETPOINT, 0);
        time.pass(SETTLED);
        assertGoesOn(1);
        second = at(1, UNLOCKED, 0);
        assertGoesOn(1);
        first = at(0, UNLOCKED, 0);

        assertThat(watched.verify()).isInstanceOf(Actuation.Yielded.class);
        assertThat(calls.get(calls.size() - 1)).contains("GPU-0", "GPU-1");
    }

    @Test
    void forgetsAForeignChangeAfterTenQuietMinutes() {
        lockAndSettle();
        somebodySetsTheClock();
        second = at(1, SETPOINT, 0);
        time.pass(Duration.ofMinutes(11));

        assertThat(somebodySetsTheClock()).isInstanceOf(Actuation.Reasserted.class);
    }

    @Test
    void releasesWhereItsClockIsNotHonouredAfterItWasSetAgain() {
        lockAndSettle();
        somebodySetsTheClock();
        time.pass(SETTLED);
        assertGoesOn(1);

        assertThat(failure(watched.verify())).contains("GPU 1 (GPU-1) runs at 1980MHz", "standing aside for 10 s");
        assertThat(calls).noneMatch(call -> call.startsWith("disown"));
    }

    @Test
    void releasesWhereItsClockCannotBeSetAgain() {
        lockAndSettle();
        assertGoesOn(1);
        reassertion = new Actuation.Failed("GPU 1 (GPU-1): no permission");
        second = at(1, UNLOCKED, 0);
        assertGoesOn(1);

        assertThat(failure(watched.verify()))
                .contains("not set again: GPU 1 (GPU-1): no permission", "standing aside for 10 s");
    }

    @Test
    void takesNoSetpointWhileItStandsAsideAndSaysForHowLong() {
        disagreeTwice();
        watched.release();
        calls.clear();
        time.pass(Duration.ofSeconds(4));

        assertThat(failure(watched.lock(SETPOINT))).isEqualTo("standing aside for another 6 s");
        assertThat(calls).isEmpty();
    }

    @Test
    void triesAgainAfterThePauseAndPausesTwiceAsLongEachTimeUpToTenMinutes() {
        List<String> pauses = new ArrayList<>();
        for (int round = 0; round < 9; round++) {
            String failure = disagreeTwice();
            watched.release();
            String pause = failure.substring(failure.indexOf("standing aside for "));
            pauses.add(pause);
            time.pass(Duration.ofSeconds(Long.parseLong(pause.replaceAll("\\D", ""))));
        }
        assertThat(pauses)
                .extracting(pause -> pause.replaceAll("\\D", ""))
                .containsExactly("10", "20", "40", "80", "160", "320", "600", "600", "600");
    }

    @Test
    void standsAsideAfterARefusedLock() {
        answer = new Actuation.Failed("GPU 0 (GPU-0): no permission");

        assertThat(failure(watched.lock(SETPOINT))).isEqualTo("GPU 0 (GPU-0): no permission; standing aside for 10 s");

        answer = new Actuation.Accepted();
        assertThat(failure(watched.lock(SETPOINT))).isEqualTo("standing aside for another 10 s");
        time.pass(Duration.ofSeconds(10));
        assertThat(watched.lock(SETPOINT)).isInstanceOf(Actuation.Accepted.class);
        assertThat(calls).containsExactly("lock 1200MHz", "lock 1200MHz");
    }

    @Test
    void releasesWhileItStandsAside() {
        disagreeTwice();

        assertThat(watched.release()).isInstanceOf(Actuation.Accepted.class);

        assertThat(calls).last().isEqualTo("release");
    }

    @Test
    void forgetsWhatItWatchedOnceReleased() {
        lockAndSettle();
        second = at(1, UNLOCKED, 0);
        assertGoesOn(1);

        watched.release();

        assertGoesOn(10);
        lockAndSettle();
        assertGoesOn(1);
    }

    @Test
    void watchesTheOldLockWhereTheNewOneWasInForceAlready() {
        lockAndSettle();
        answer = new Actuation.NotNeeded();
        watched.lock(SETPOINT);
        second = at(1, UNLOCKED, 0);
        assertGoesOn(1);

        assertThat(watched.verify()).isInstanceOf(Actuation.Failed.class);
    }

    private void lockAndSettle() {
        assertThat(watched.lock(SETPOINT)).isInstanceOf(Actuation.Accepted.class);
        time.pass(SETTLED);
    }

    private void yieldOnce() {
        lockAndSettle();
        somebodySetsTheClock();
        second = at(1, SETPOINT, 0);
        time.pass(SETTLED);
        assertThat(somebodySetsTheClock()).isInstanceOf(Actuation.Yielded.class);
    }

    /** GPU 1 is seen at its setpoint and then twice above it; what was made of that. */
    private Actuation somebodySetsTheClock() {
        assertGoesOn(1);
        second = at(1, UNLOCKED, 0);
        assertGoesOn(1);
        return watched.verify();
    }

    private static long pauseAfter(Actuation actuation) {
        assertThat(actuation).isInstanceOf(Actuation.Yielded.class);
        String reason = ((Actuation.Yielded) actuation).reason();
        return Long.parseLong(
                reason.substring(reason.indexOf("standing aside for ")).replaceAll("\\D", ""));
    }

    private String disagreeTwice() {
        second = at(1, SETPOINT, 0);
        lockAndSettle();
        second = at(1, UNLOCKED, 0);
        assertGoesOn(1);
        return failure(watched.verify());
    }

    private void assertGoesOn(int ticks) {
        for (int tick = 0; tick < ticks; tick++) {
            assertThat(watched.verify()).isInstanceOf(Actuation.NotNeeded.class);
        }
    }

    private static String failure(Actuation actuation) {
        assertThat(actuation).isInstanceOf(Actuation.Failed.class);
        return ((Actuation.Failed) actuation).reason();
    }

    private static GpuCondition at(int index, Megahertz clock, long reasons) {
        return condition(index, Reading.of(clock), Reading.of(new ClockReasons(reasons)));
    }

    private static GpuCondition unreadable(int index) {
        return condition(index, Reading.absent("GPU is lost"), Reading.absent("GPU is lost"));
    }

    private static GpuCondition condition(int index, Reading<Megahertz> clock, Reading<ClockReasons> reasons) {
        return new GpuCondition(
                new GpuId(index, "GPU-" + index, "00000000:0" + index + ":00.0", "H100"),
                clock,
                Reading.absent("not asked"),
                reasons,
                Reading.absent("not asked"),
                Reading.absent("not asked"),
                Reading.absent("not asked"));
    }

    private final class Claims implements Dispute {
        @Override
        public Actuation reassert() {
            calls.add("reassert");
            return reassertion;
        }

        @Override
        public void disown(Set<String> uuids) {
            calls.add("disown " + uuids);
        }
    }

    /** GPUs that answer as they are told. */
    private final class Inner implements ClockActuator {
        @Override
        public Actuation lock(Megahertz clock) {
            calls.add("lock " + clock);
            return answer;
        }

        @Override
        public Actuation release() {
            calls.add("release");
            return new Actuation.Accepted();
        }
    }
}
