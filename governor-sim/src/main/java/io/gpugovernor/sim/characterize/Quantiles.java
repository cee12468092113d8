package io.gpugovernor.sim.characterize;

/**
 * What is kept of a finished sample, in the unit of the sample; not a number where the sample was empty.
 *
 * @param p50 median
 * @param p90 value that nine in ten do not exceed
 * @param p99 value that 99 in 100 do not exceed
 */
public record Quantiles(double p50, double p90, double p99) {
    /** By the nearest rank, like {@link Percentiles}. */
    public static Quantiles of(double[] sample) {
        Percentiles percentiles = new Percentiles(sample);
        return new Quantiles(percentiles.at(0.5), percentiles.at(0.9), percentiles.at(0.99));
    }

    public boolean isEmpty() {
        return Double.isNaN(p50);
    }
}
