package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.Arrays;

/**
 * When the clock was changed lately: all changes of the minute before the last one. Kept in two parts, so that a change
 * copies the few of the newer part, and all of them only when that is full. Immutable.
 */
public final class RecentSwitches {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST_NEWER = 16;
    private static final Moment[] NEVER = {};

    /** The clock was never changed. */
    public static final RecentSwitches NONE = new RecentSwitches(NEVER, NEVER);

    /** Oldest first. */
    private final Moment[] older;

    /** After all of the older, oldest first; empty only if those are. */
    private final Moment[] newer;

    private RecentSwitches(Moment[] older, Moment[] newer) {
        this.older = older;
        this.newer = newer;
    }

    /** These and a switch {@code now}; those that no minute from here on can hold are dropped sooner or later. */
    public RecentSwitches and(Moment now) {
        if (newer.length < MOST_NEWER) {
            Moment[] next = Arrays.copyOf(newer, newer.length + 1);
            next[newer.length] = now;
            return new RecentSwitches(older, next);
        }
        int kept = inTheMinuteBefore(now, older);
        Moment[] all = Arrays.copyOfRange(older, older.length - kept, older.length + newer.length);
        System.arraycopy(newer, 0, all, kept, newer.length);
        return new RecentSwitches(all, new Moment[] {now});
    }

    /** How many of them are younger than a minute. */
    public int inTheMinuteBefore(Moment now) {
        return inTheMinuteBefore(now, older) + inTheMinuteBefore(now, newer);
    }

    private static int inTheMinuteBefore(Moment now, Moment[] moments) {
        int oldest = 0;
        while (oldest < moments.length && age(moments[oldest], now) >= MINUTE.toNanos()) {
            oldest++;
        }
        return moments.length - oldest;
    }

    /** Whether any of them is younger than a minute, and than {@code time}. */
    boolean anyWithin(Duration time, Moment now) {
        return !isEmpty() && age(newer[newer.length - 1], now) < Math.min(MINUTE.toNanos(), time.toNanos());
    }

    public boolean isEmpty() {
        return newer.length == 0;
    }

    private static long age(Moment switched, Moment now) {
        return now.nanos() - switched.nanos();
    }
}
