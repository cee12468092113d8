package io.gpugovernor.core.units;

/**
 * Energy in joules.
 *
 * @param value finite; negative only as a difference
 */
public record Joules(double value) implements Comparable<Joules> {
    public static final Joules ZERO = new Joules(0);

    /** @throws IllegalArgumentException if {@code value} is not a finite number */
    public Joules {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("energy must be a finite number of joules, not " + value);
        }
    }

    public Joules plus(Joules other) {
        return new Joules(value + other.value);
    }

    public Joules minus(Joules other) {
        return new Joules(value - other.value);
    }

    public Joules times(double factor) {
        return new Joules(value * factor);
    }

    @Override
    public int compareTo(Joules other) {
        return Double.compare(value, other.value);
    }
}
