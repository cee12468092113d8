package io.gpugovernor.core.units;

import java.time.Duration;

/**
 * Power in watts.
 *
 * @param value finite; negative only as a difference
 */
public record Watts(double value) implements Comparable<Watts> {
    public static final Watts ZERO = new Watts(0);

    /** @throws IllegalArgumentException if {@code value} is not a finite number */
    public Watts {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("power must be a finite number of watts, not " + value);
        }
    }

    public Watts plus(Watts other) {
        return new Watts(value + other.value);
    }

    public Watts minus(Watts other) {
        return new Watts(value - other.value);
    }

    public Watts times(double factor) {
        return new Watts(value * factor);
    }

    /** The energy of this power held for {@code time}. */
    public Joules over(Duration time) {
        return new Joules(value * Durations.seconds(time));
    }

    @Override
    public int compareTo(Watts other) {
        return Double.compare(value, other.value);
    }
}
