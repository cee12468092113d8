package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.Arrays;

/** When the clock was changed lately: all changes of the minute before the last one. Immutable. */
public final class RecentSwitches {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** The clock was never changed. */
    public static final RecentSwitches NONE = new RecentSwitches(new Moment[0]);

    /** Oldest first. */
    private final Moment[] moments;

    private RecentSwitches(Moment[] moments) {
        this.moments = moments;
    }

    /** These and a switch {@code now}, without those that no minute from here on can hold. */
    public RecentSwitches and(Moment now) {
        int kept = inTheMinuteBefore(now);
        Moment[] next = Arrays.copyOfRange(moments, moments.length - kept, moments.length + 1);
        next[kept] = now;
        return new RecentSwitches(next);
    }

    /** How many of them are younger than a minute. */
    public int inTheMinuteBefore(Moment now) {
        int oldest = 0;
        while (oldest < moments.length && age(oldest, now) >= MINUTE.toNanos()) {
            oldest++;
        }
        return moments.length - oldest;
    }

    /** Whether any of them is younger than a minute, and than {@code time}. */
    boolean anyWithin(Duration time, Moment now) {
        return moments.length > 0 && age(moments.length - 1, now) < Math.min(MINUTE.toNanos(), time.toNanos());
    }

    public boolean isEmpty() {
        return moments.length == 0;
    }

    private long age(int index, Moment now) {
        return now.nanos() - moments[index].nanos();
    }
}
