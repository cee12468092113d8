package io.gpugovernor.sim.sweep;

/**
 * How often requests arrive, on average.
 *
 * @param perSecond requests a second, finite and above 0
 */
public record RequestRate(double perSecond) implements Comparable<RequestRate> {
    /** @throws IllegalArgumentException if {@code perSecond} is not a finite number above 0 */
    public RequestRate {
        if (!(perSecond > 0 && Double.isFinite(perSecond))) {
            throw new IllegalArgumentException("a request rate is above 0 a second, not " + perSecond);
        }
    }

    public RequestRate times(double factor) {
        return new RequestRate(perSecond * factor);
    }

    @Override
    public int compareTo(RequestRate other) {
        return Double.compare(perSecond, other.perSecond);
    }
}
