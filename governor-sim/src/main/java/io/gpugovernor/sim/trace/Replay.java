package io.gpugovernor.sim.trace;

import java.time.Duration;
import java.util.Locale;

/**
 * A trace as the arrivals of a simulation, faster or slower, and under a load that moves.
 *
 * <p>Request i arrives when the integral of {@code scale * profile} over time reaches its time in the trace. A trace that
 * ends too soon starts again one mean gap after its last request, as often as needed; one that is too long is cut.
 *
 * @param trace what is replayed; it is not repeated if all its requests arrive at once, as it has no mean gap then
 * @param scale the rate at 100 percent, relative to the trace's own
 * @param profile the load over the replay
 */
public record Replay(Trace trace, RateScale scale, LoadProfile profile) {
    /** The trace as it was recorded. */
    public static Replay of(Trace trace) {
        return new Replay(trace, RateScale.ONE, LoadProfile.FULL);
    }

    /** The same with another rate scale. */
    public Replay scaledBy(RateScale other) {
        return new Replay(trace, other, profile);
    }

    /** The same with another load profile. */
    public Replay under(LoadProfile other) {
        return new Replay(trace, scale, other);
    }

    /**
     * The arrivals from 0 to just before {@code duration}.
     *
     * @param duration above 0, at most 366 days
     * @throws IllegalArgumentException if no request arrives in {@code duration}, or more than 20 million do
     */
    public Trace over(Duration duration) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(TraceLimits.LONGEST) > 0) {
            throw new IllegalArgumentException("a replay lasts above 0 and at most 366 days, not " + duration);
        }
        long end = duration.toNanos();
        TimeWarp warp = new TimeWarp(profile, scale, end);
        requireBearable(warp.total());
        TraceBuilder arrivals = new TraceBuilder();
        for (int copy = 0; addCopy(arrivals, warp, copy * period(), end); ) {
            copy++;
        }
        if (arrivals.size() == 0) {
            throw new IllegalArgumentException("no request of trace " + trace.name() + " arrives within " + duration
                    + "; replay it for longer, or at a higher rate");
        }
        return arrivals.build(trace.name());
    }

    /** Adds the trace shifted by {@code offset}; whether another copy may follow. */
    private boolean addCopy(TraceBuilder arrivals, TimeWarp warp, double offset, long end) {
        for (int i = 0; i < trace.size(); i++) {
            double traceTime = offset + trace.arrivalNanos(i);
            if (traceTime > warp.total()) {
                return false;
            }
            long nanos = Math.round(warp.at(traceTime));
            if (nanos >= end) {
                return false;
            }
            arrivals.add(nanos, trace.promptTokens(i), trace.outputTokens(i));
        }
        return period() > 0;
    }

    /** Nanoseconds from one copy of the trace to the next; 0 if it is not repeated. */
    private double period() {
        return trace.size() > 1 ? trace.span().toNanos() * (1 + 1.0 / (trace.size() - 1)) : 0;
    }

    private void requireBearable(double traceNanos) {
        int limit = TraceLimits.STANDARD.rows();
        if (period() > 0 && traceNanos / period() * trace.size() > limit) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "trace %s would make more than %,d arrivals; replay it for less long, or at a lower rate",
                    trace.name(),
                    limit));
        }
    }
}
