package io.gpugovernor.sim.live;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.trace.ArrivalRate;
import io.gpugovernor.sim.trace.Trace;
import java.util.Locale;

/**
 * The arrivals of a trace without end: it starts again one mean gap after its last request. A trace whose requests all
 * arrive at once has no mean gap, and comes once.
 */
final class RepeatingArrivals {
    /** Requests a second; a hundred times what the largest simulated node serves, and no load on the simulation yet. */
    private static final double DENSEST = 10_000;

    private static final long NEVER = Long.MAX_VALUE;

    private final Trace trace;
    private final long period;
    private long copyBegan;
    private int index;

    /** @throws IllegalArgumentException if more than 10,000 requests arrive a second on average */
    RepeatingArrivals(Trace trace) {
        double rate = trace.meanRate().map(ArrivalRate::perSecond).orElse(0.0);
        if (rate > DENSEST) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "trace %s brings %.0f requests a second; a live twin takes at most %.0f: replay it at a lower rate",
                    trace.name(),
                    rate,
                    DENSEST));
        }
        this.trace = trace;
        this.period = trace.span().plus(trace.meanGap()).toNanos();
    }

    /** When the next request arrives, counted from the trace's start. */
    Moment next() {
        return new Moment(
                index < trace.size() ? copyBegan + trace.arrival(index).toNanos() : NEVER);
    }

    int promptTokens() {
        return trace.promptTokens(index);
    }

    int outputTokens() {
        return trace.outputTokens(index);
    }

    /** Goes on to the request after. */
    void moveOn() {
        index++;
        if (index == trace.size() && period > 0) {
            index = 0;
            copyBegan += period;
        }
    }
}
