package io.gpugovernor.core.units;

import java.time.Duration;

/**
 * A point on a monotonic time line, in nanoseconds from an arbitrary origin. Only differences mean anything.
 *
 * @param nanos nanoseconds since the origin of the {@link io.gpugovernor.core.port.TimeSource} that made it
 */
public record Moment(long nanos) implements Comparable<Moment> {
    /** Time from {@code earlier} to this moment; negative if {@code earlier} is later. */
    public Duration since(Moment earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }

    /** The same in seconds, for formulas. */
    public double secondsSince(Moment earlier) {
        return (nanos - earlier.nanos) / 1e9;
    }

    public Moment plus(Duration time) {
        return new Moment(nanos + time.toNanos());
    }

    public boolean isBefore(Moment other) {
        return nanos < other.nanos;
    }

    /** Seconds since the origin; for display and for arithmetic inside one computation. */
    public double seconds() {
        return nanos / 1e9;
    }

    @Override
    public int compareTo(Moment other) {
        return Long.compare(nanos, other.nanos);
    }
}
