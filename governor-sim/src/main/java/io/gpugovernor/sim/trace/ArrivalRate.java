package io.gpugovernor.sim.trace;

/**
 * How often requests arrive, on average.
 *
 * @param perSecond requests a second, above 0, at most 10^9 (one a nanosecond, the resolution of arrival times)
 */
public record ArrivalRate(double perSecond) implements Comparable<ArrivalRate> {
    private static final double HIGHEST = 1e9;

    /** @throws IllegalArgumentException if {@code perSecond} is not above 0 and at most 10^9 */
    public ArrivalRate {
        if (!(perSecond > 0 && perSecond <= HIGHEST)) {
            throw new IllegalArgumentException(
                    "an arrival rate is above 0 and at most 1e9 requests a second, not " + perSecond);
        }
    }

    /** This rate, scaled; kept within what a rate can be. */
    public ArrivalRate times(RateScale scale) {
        return new ArrivalRate(Math.min(HIGHEST, perSecond * scale.factor()));
    }

    @Override
    public int compareTo(ArrivalRate other) {
        return Double.compare(perSecond, other.perSecond);
    }

    @Override
    public String toString() {
        return perSecond + "/s";
    }
}
