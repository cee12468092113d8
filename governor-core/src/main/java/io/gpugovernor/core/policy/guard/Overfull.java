package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.telemetry.Histogram;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Durations;

/**
 * Requests that an engine without room made late, as far as they are not made up for: what a guard learns from having come
 * too late.
 *
 * <pre>
 * late    = max(0, late - allowed / 2 * first tokens) + first tokens that were certainly late while it was FULL
 * late   <= MOST
 * extra   = late * sqrt(running)                                             requests that room must be left for
 * allowed = 1 - quantile
 * </pre>
 *
 * <p>The number of requests in flight fluctuates by its square root, so an engine that has room for a dozen fills up far
 * beyond its mean now and then, and one with room for hundreds hardly ever does. How much of that must stay free depends
 * on how arrivals come together, which only experience tells: each late request asks for one more of those square roots,
 * until twice as many requests were served as may hide it in the error budget. Where no such promise was broken, nothing
 * is asked for.
 *
 * @param late requests, 0 to MOST
 */
record Overfull(double late) {
    /** Nobody was late for want of room. */
    static final Overfull NEVER = new Overfull(0);

    private static final double FULL = 0.9;
    private static final double MOST = 4;

    /** After a window in which {@code used} of the room was taken. */
    Overfull after(Observation seen, Slo slo, double used) {
        Histogram first = seen.window().ttft();
        long lost = used < FULL || slo.ttft().isEmpty()
                ? 0
                : first.certainlyAbove(Durations.seconds(slo.ttft().get()));
        double forgiven = first.count() * slo.allowedMisses().value() / 2;
        double next = Math.min(MOST, Math.max(0, late - forgiven) + lost);
        return next == late ? this : new Overfull(next);
    }

    /** Requests that room must be left for besides the {@code running} ones. */
    double extra(double running) {
        return late * Math.sqrt(running);
    }
}
