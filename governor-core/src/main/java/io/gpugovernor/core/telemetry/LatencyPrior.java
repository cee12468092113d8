package io.gpugovernor.core.telemetry;

/** What is thought of the latencies in a window before its histogram says anything. */
public sealed interface LatencyPrior permits Payments, UsualLatency {
    /** How many last at most so long, expected; in any unit, and nowhere more than at infinity. */
    double expectedAtMost(double seconds);

    /**
     * Of those that last between {@code least} and {@code most} seconds, the share that lasts longer than {@code limit},
     * expected; a half if none can.
     */
    default double shareAbove(double limit, double least, double most) {
        double inside = expectedAtMost(most) - expectedAtMost(least);
        return inside > 1e-6 ? (expectedAtMost(most) - expectedAtMost(limit)) / inside : 0.5;
    }
}
