package io.gpugovernor.core.telemetry;

import io.gpugovernor.core.units.Moment;

/**
 * First tokens given in one window, and when those who got them had joined: what each may have waited.
 *
 * <p>A request joined somewhere in one window and was paid somewhere in another. With both moments evenly spread over
 * their windows, its wait is the difference of two uniform variables:
 *
 * <pre>
 * P(wait &lt;= t) = [h(t - (a0 - j1)) - h(t - (a1 - j1)) - h(t - (a0 - j0)) + h(t - (a1 - j0))] / ((a1 - a0) (j1 - j0))
 * h(x) = max(0, x)^2 / 2          joined in j0..j1, paid in a0..a1
 * </pre>
 */
public final class Payments implements LatencyPrior {
    /** Nothing was paid, or nothing is known of it. */
    public static final Payments NONE = new Payments(new Moment(0), new Moment(1), new long[0], new long[0], 0, 0);

    private final Moment from;
    private final Moment to;
    /** When those who owed before the window had joined; only the first {@link #old} of them were paid. */
    private final long[] earliest;

    private final long[] latest;
    private final int old;
    /** Requests that came and were paid within the window. */
    private final long quick;

    Payments(Window window, long[] earliest, long[] latest, int old, long quick) {
        this(window.from(), window.to(), earliest, latest, old, quick);
    }

    private Payments(Moment from, Moment to, long[] earliest, long[] latest, int old, long quick) {
        this.from = from;
        this.to = to;
        this.earliest = earliest;
        this.latest = latest;
        this.old = old;
        this.quick = quick;
    }

    /** How many of those paid waited at most so long, expected. */
    @Override
    public double expectedAtMost(double seconds) {
        double expected = quick * atMost(seconds, from.nanos(), to.nanos());
        for (int i = 0; i < old; i++) {
            expected += atMost(seconds, earliest[i], latest[i]);
        }
        return expected;
    }

    private double atMost(double seconds, long joinedFrom, long joinedTo) {
        double window = to.secondsSince(from);
        double joining = Math.max(1e-6, (joinedTo - joinedFrom) / 1e9);
        // The longest that it can have waited is from its earliest joining to the window's end.
        double longest = (to.nanos() - joinedFrom) / 1e9;
        double sum = half(seconds - longest + window + joining)
                - half(seconds - longest + joining)
                - half(seconds - longest + window)
                + half(seconds - longest);
        return sum / (window * joining);
    }

    private static double half(double x) {
        return x > 0 ? x * x / 2 : 0;
    }
}
