package io.gpugovernor.core.units;

/**
 * A GPU clock in MHz, as NVML lists it.
 *
 * @param value whole megahertz, 1 to 100,000
 */
public record Megahertz(int value) implements Comparable<Megahertz> {
    private static final int HIGHEST = 100_000;

    /** @throws IllegalArgumentException if {@code value} is outside 1 to 100,000 */
    public Megahertz {
        if (value < 1 || value > HIGHEST) {
            throw new IllegalArgumentException("clock must lie within 1 and " + HIGHEST + " MHz, not " + value);
        }
    }

    /** The same clock in hertz, the base unit of Prometheus. */
    public double hertz() {
        return value * 1e6;
    }

    /** This clock as a share of {@code reference}; above 1 if it is faster. */
    public double relativeTo(Megahertz reference) {
        return (double) value / reference.value;
    }

    public boolean isBelow(Megahertz other) {
        return value < other.value;
    }

    public boolean isAbove(Megahertz other) {
        return value > other.value;
    }

    @Override
    public int compareTo(Megahertz other) {
        return Integer.compare(value, other.value);
    }

    /** As of any record; written out, since Java would generate it while the daemon starts. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Megahertz clock && clock.value == value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    @Override
    public String toString() {
        return value + "MHz";
    }
}
