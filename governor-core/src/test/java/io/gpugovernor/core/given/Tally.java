package io.gpugovernor.core.given;

import io.gpugovernor.core.telemetry.Histogram;

/** A histogram that grows by one value at a time, as an engine's does. */
public final class Tally {
    private final double[] bounds;
    private final long[] cumulative;
    private long count;
    private double sum;

    public Tally(double... bounds) {
        this.bounds = bounds.clone();
        this.cumulative = new long[bounds.length];
    }

    /** A histogram of {@code values} with these bounds. */
    public static Histogram of(double[] bounds, double... values) {
        Tally tally = new Tally(bounds);
        for (double value : values) {
            tally.add(value);
        }
        return tally.histogram();
    }

    public void add(double value) {
        for (int i = 0; i < bounds.length; i++) {
            if (value <= bounds[i]) {
                cumulative[i]++;
            }
        }
        count++;
        sum += value;
    }

    public Histogram histogram() {
        return Histogram.of(bounds, cumulative, count, sum);
    }
}
