package io.gpugovernor.core.telemetry;

/**
 * How unevenly requests arrive: the index of dispersion of arrivals in a window.
 *
 * <pre>
 * dispersion = sum (n - r * t)^2 / sum (r * t)        n arrivals in a window of t seconds, r the rate of the last minute
 * </pre>
 *
 * 1 for requests that come independently of each other (Poisson), 0 for a metronome, above 1 for bursts. Windows weigh
 * less by 1/{@value #MEMORY} with each that follows; the prior is one expected arrival at 1. Immutable.
 *
 * @param squares weighted sum of squared deviations
 * @param expected weighted sum of expected arrivals, at least the prior's remainder
 */
public record ArrivalDispersion(double squares, double expected) {
    private static final double MEMORY = 1000;

    public static final ArrivalDispersion UNKNOWN = new ArrivalDispersion(1, 1);

    /** What is known after {@code window}, given the rate that was expected before it, arrivals a second; 0 teaches nothing. */
    ArrivalDispersion after(Window window, double rate) {
        double mean = rate * window.seconds();
        if (mean <= 0) {
            return this;
        }
        double deviation = window.arrivals() - mean;
        double kept = 1 - 1 / MEMORY;
        return new ArrivalDispersion(kept * squares + deviation * deviation, kept * expected + mean);
    }

    /** Variance over mean of the arrivals in a window. */
    public double index() {
        return squares / expected;
    }
}
