package io.gpugovernor.sim.sweep.run;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param repeats of every point, isolated request and volley, at least 1
 * @param requests measured in each repeat of a point, and at each rate tried for a maximum throughput, at least 100: with
 *     fewer a 99th percentile is the worst request
 * @param rest how long idle power is measured
 */
public record Effort(int repeats, int requests, Duration rest) {
    /** For virtual time, where requests cost microseconds. */
    public static final Effort TWIN = new Effort(5, 3000, Duration.ofSeconds(10));

    public static final int LEAST_REQUESTS = 100;
    private static final int WARM_UP_SHARE = 10;

    /** @throws IllegalArgumentException if a number is too small */
    public Effort {
        if (repeats < 1 || requests < LEAST_REQUESTS || rest.isZero() || rest.isNegative()) {
            throw new IllegalArgumentException(
                    "a measurement takes at least one repeat, " + LEAST_REQUESTS + " requests, and some time of rest");
        }
    }

    /** Requests before those that are measured, so that the batch has filled: a tenth, and 50 at least. */
    int warmUp() {
        return Math.max(50, requests / WARM_UP_SHARE);
    }
}
