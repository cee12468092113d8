package io.gpugovernor.nvml;

import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;

/**
 * Whether a GPU does what it was told: the applied clock against the setpoint. A set call that succeeded proves nothing;
 * NVML has no way to ask which lock is set.
 */
public enum ClockVerdict {
    /** The clock could not be read. */
    UNREADABLE,
    /** The write is too young to judge: a change takes 20 to 500 ms. */
    SETTLING,
    /** It runs at its setpoint, or idles within its lock. */
    HONOURED,
    /** Power, heat or hardware hold it below its setpoint. Not a failure, and asking for more buys nothing. */
    THROTTLED,
    /** It has never reached the setpoint, though nothing holds it. */
    NOT_HONOURED,
    /** It was at its setpoint and left it, though nothing holds it: somebody else has set or reset its clock. */
    FOREIGN_CHANGE;

    /** A clock may be reported one step beside the one that was set; 15 MHz on every GPU since Volta. */
    private static final int TOLERANCE = 15;

    /**
     * The verdict, a function of its arguments alone.
     *
     * @param lock what was written
     * @param seen what was read
     * @param sinceSet time since the write
     * @param settle how long a change may take
     * @param honouredBefore whether the GPU has been seen at this setpoint since the write
     */
    public static ClockVerdict of(
            LockRange lock, ReadBack seen, Duration sinceSet, Duration settle, boolean honouredBefore) {
        if (!(seen.applied() instanceof Reading.Present<Megahertz> applied)) {
            return UNREADABLE;
        }
        if (sinceSet.compareTo(settle) < 0) {
            return SETTLING;
        }
        int above = applied.value().value() - lock.max().value();
        if (Math.abs(above) <= TOLERANCE) {
            return HONOURED;
        }
        if (above < 0 && !seen.throttled().isEmpty()) {
            return THROTTLED;
        }
        boolean withinLock = applied.value().value() >= lock.min().value() - TOLERANCE;
        if (above < 0 && seen.idle() && withinLock) {
            return HONOURED;
        }
        return honouredBefore ? FOREIGN_CHANGE : NOT_HONOURED;
    }
}
