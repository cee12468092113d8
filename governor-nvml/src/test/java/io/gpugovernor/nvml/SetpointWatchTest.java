package io.gpugovernor.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: a write, the readings after it, the verdict on each. */
@Timeout(60)
class SetpointWatchTest {
    private static final Duration PLENTY = Duration.ofSeconds(10);
    private static final Duration SETTLE = Duration.ofMillis(500);
    private static final ClockTable H100 = ClockTable.evenly(new Megahertz(345), new Megahertz(1980), 15);
    private static final Megahertz CLOCK = new Megahertz(1200);

    @TempDir
    Path folder;

    @Test
    void seesALockThatHolds() {
        assertThat(verdicts("idle=0", "idle=0", "idle=1"))
                .containsExactly(ClockVerdict.SETTLING, ClockVerdict.HONOURED, ClockVerdict.HONOURED);
    }

    @Test
    void seesASuccessThatChangedNothing() {
        assertThat(verdicts("not-honoured=1", "not-honoured=1", "not-honoured=1"))
                .containsExactly(ClockVerdict.SETTLING, ClockVerdict.NOT_HONOURED, ClockVerdict.NOT_HONOURED);
    }

    @Test
    void seesThePowerLimitAtWork() {
        assertThat(verdicts("throttled-at=900", "throttled-at=900", "idle=0"))
                .containsExactly(ClockVerdict.SETTLING, ClockVerdict.THROTTLED, ClockVerdict.HONOURED);
    }

    @Test
    void seesAnotherProgramTakeTheClockAway() {
        assertThat(verdicts("idle=0", "idle=0", "foreign-max=1980"))
                .containsExactly(ClockVerdict.SETTLING, ClockVerdict.HONOURED, ClockVerdict.FOREIGN_CHANGE);
        assertThat(verdicts("idle=0", "idle=0", "foreign-max=600"))
                .containsExactly(ClockVerdict.SETTLING, ClockVerdict.HONOURED, ClockVerdict.FOREIGN_CHANGE);
    }

    @Test
    void seesAGpuThatIsGone() {
        assertThat(verdicts("idle=0", "idle=0", "lost-at=1"))
                .containsExactly(ClockVerdict.SETTLING, ClockVerdict.HONOURED, ClockVerdict.UNREADABLE);
    }

    /** Locks, then looks at once, after 1 s and after 2 s, each time with other switches set. */
    private List<ClockVerdict> verdicts(String... switches) {
        NvmlDouble gpus = NvmlDouble.in(folder).with(switches[0]);
        try (NvmlNode node = gpus.open();
                NvmlSensor sensor = new NvmlSensor(node.gpus(), PLENTY, () -> new Moment(0))) {
            ClockWriter writer = new ClockWriter(node.session().library());
            new NvmlActuator(node.gpus(), writer, H100, LockRange.Shape.RANGE, PLENTY).lock(CLOCK);
            SetpointWatch watch = SetpointWatch.from(new LockRange(H100.min(), CLOCK), new Moment(0), SETTLE);
            List<ClockVerdict> verdicts = new ArrayList<>();
            for (int second = 0; second < switches.length; second++) {
                gpus.with(switches[second]);
                sensor.read();
                SetpointWatch.Step step = watch.see(
                        ReadBack.from(sensor.conditions().get(0)),
                        new Moment(Duration.ofSeconds(second).toNanos()));
                verdicts.add(step.verdict());
                watch = step.next();
            }
            return verdicts;
        }
    }
}
