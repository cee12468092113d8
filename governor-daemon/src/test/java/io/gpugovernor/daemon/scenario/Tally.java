package io.gpugovernor.daemon.scenario;

/** A cumulative histogram that is filled by hand. */
final class Tally {
    private final double[] bounds;
    private final long[] atMost;
    private long count;
    private double sum;

    Tally(double... bounds) {
        this.bounds = bounds.clone();
        this.atMost = new long[bounds.length];
    }

    void add(double value) {
        count++;
        sum += value;
        for (int i = 0; i < bounds.length; i++) {
            if (value <= bounds[i]) {
                atMost[i]++;
            }
        }
    }

    int buckets() {
        return bounds.length;
    }

    double bound(int bucket) {
        return bounds[bucket];
    }

    long atMost(int bucket) {
        return atMost[bucket];
    }

    long count() {
        return count;
    }

    /** To the microsecond, so that a page is the same wherever it is written. */
    double sum() {
        return Math.round(sum * 1e6) / 1e6;
    }
}
