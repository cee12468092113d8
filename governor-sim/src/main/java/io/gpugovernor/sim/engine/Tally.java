package io.gpugovernor.sim.engine;

import io.gpugovernor.core.telemetry.Histogram;

/** A Prometheus histogram that the simulated engine keeps. */
final class Tally {
    private final double[] bounds;
    private final long[] counts;
    private long count;
    private double sum;

    Tally(double[] bounds) {
        this.bounds = bounds.clone();
        this.counts = new long[bounds.length];
    }

    private Tally(Tally other) {
        this.bounds = other.bounds;
        this.counts = other.counts.clone();
        this.count = other.count;
        this.sum = other.sum;
    }

    Tally copy() {
        return new Tally(this);
    }

    void add(double value) {
        count++;
        sum += value;
        for (int i = 0; i < bounds.length; i++) {
            if (value <= bounds[i]) {
                counts[i]++;
                return;
            }
        }
    }

    long count() {
        return count;
    }

    Histogram snapshot() {
        long[] cumulative = new long[counts.length];
        long running = 0;
        for (int i = 0; i < counts.length; i++) {
            running += counts[i];
            cumulative[i] = running;
        }
        return Histogram.of(bounds, cumulative, count, sum);
    }
}
