package io.gpugovernor.core.units;

/**
 * A share of a whole.
 *
 * @param value 0 to 1
 */
public record Ratio(double value) implements Comparable<Ratio> {
    public static final Ratio ZERO = new Ratio(0);
    public static final Ratio ONE = new Ratio(1);

    /** @throws IllegalArgumentException if {@code value} is outside 0 to 1 */
    public Ratio {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("a ratio lies within 0 and 1, not " + value);
        }
    }

    /** {@code part / whole}, limited to 0 to 1; {@code ifEmpty} where the whole is zero. */
    public static Ratio of(double part, double whole, Ratio ifEmpty) {
        return whole > 0 ? new Ratio(Math.max(0, Math.min(1, part / whole))) : ifEmpty;
    }

    public Ratio complement() {
        return new Ratio(1 - value);
    }

    @Override
    public int compareTo(Ratio other) {
        return Double.compare(value, other.value);
    }
}
