package io.gpugovernor.daemon.feed;

import io.gpugovernor.core.telemetry.Histogram;
import java.util.Arrays;

/**
 * A histogram with bounds of our own choice, filled with exact values. What is known only as a count and a sum, as after
 * a lost datagram, counts at its mean; what was before the first datagram counts in no bucket, and cancels out of every
 * window.
 */
final class FineTally {
    private final double[] bounds;
    private final long[] counts;
    private long count;
    private double sum;

    FineTally(double[] bounds) {
        this.bounds = bounds.clone();
        this.counts = new long[bounds.length + 1];
    }

    void add(double value, long times) {
        int found = Arrays.binarySearch(bounds, value);
        counts[found >= 0 ? found : -found - 1] += times;
        count += times;
    }

    /** Counts values of which nothing else is known. */
    void addUnknown(long times) {
        counts[bounds.length] += times;
        count += times;
    }

    /** Sets the sum of all values, which the sender keeps. */
    void sum(double total) {
        sum = total;
    }

    /** Adds this tally to others of the same bounds. */
    void addTo(long[] cumulative) {
        long below = 0;
        for (int i = 0; i < bounds.length; i++) {
            below += counts[i];
            cumulative[i] += below;
        }
    }

    /** All of {@code tallies}, which have the same bounds, in one. */
    static Histogram merged(double[] bounds, Iterable<FineTally> tallies) {
        long[] cumulative = new long[bounds.length];
        long count = 0;
        double sum = 0;
        for (FineTally tally : tallies) {
            tally.addTo(cumulative);
            count += tally.count;
            sum += tally.sum;
        }
        return Histogram.of(bounds, cumulative, count, sum);
    }
}
