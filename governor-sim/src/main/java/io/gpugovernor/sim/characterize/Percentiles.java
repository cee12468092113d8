package io.gpugovernor.sim.characterize;

import java.util.Arrays;

/** Quantiles of a finished sample, by the nearest rank: always a value that really occurred. */
public final class Percentiles {
    private final double[] sorted;

    public Percentiles(double[] sample) {
        sorted = sample.clone();
        Arrays.sort(sorted);
    }

    public boolean isEmpty() {
        return sorted.length == 0;
    }

    /** The smallest value that at least the share {@code quantile} of the sample does not exceed; NaN if empty. */
    public double at(double quantile) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(quantile * sorted.length);
        return sorted[Math.max(0, Math.min(sorted.length - 1, rank - 1))];
    }
}
