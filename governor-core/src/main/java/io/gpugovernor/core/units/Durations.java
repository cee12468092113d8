package io.gpugovernor.core.units;

import java.time.Duration;

/** Conversions between {@link Duration} and fractional seconds, the unit every formula is written in. */
public final class Durations {
    /** About 292 years, the most that nanoseconds in a long can hold. */
    private static final double LONGEST_SECONDS = Long.MAX_VALUE / 1e9;

    private Durations() {}

    /** {@code time} in seconds. */
    public static double seconds(Duration time) {
        return time.getSeconds() + time.getNano() / 1e9;
    }

    /**
     * {@code percent} of {@code whole}, to the nanosecond below. Java's own multiplying and dividing of durations goes
     * through decimals of any length.
     *
     * @throws ArithmeticException if that many nanoseconds do not fit into a long
     */
    public static Duration percent(Duration whole, int percent) {
        return Duration.ofNanos(Math.multiplyExact(whole.toNanos(), percent) / 100);
    }

    /**
     * A duration of {@code seconds}, to the nearest nanosecond; infinite values become the longest one.
     *
     * @throws IllegalArgumentException if {@code seconds} is not a number
     */
    public static Duration ofSeconds(double seconds) {
        if (Double.isNaN(seconds)) {
            throw new IllegalArgumentException("a duration must be a number of seconds");
        }
        double limited = Math.max(-LONGEST_SECONDS, Math.min(LONGEST_SECONDS, seconds));
        return Duration.ofNanos(Math.round(limited * 1e9));
    }
}
