package io.gpugovernor.nvml;

import java.time.Duration;

/**
 * A point in time by which a native call has to answer. The one place in this package that reads a clock: deadlines of
 * hardware are real time, whatever time the governor runs in.
 *
 * @param nanos on {@link System#nanoTime}'s line
 */
record Deadline(long nanos) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Time left; negative once it has passed. */
    Duration left() {
        return Duration.ofNanos(nanos - System.nanoTime());
    }

    boolean passed() {
        return left().isNegative();
    }
}
