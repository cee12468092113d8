package io.gpugovernor.core.telemetry;

import io.gpugovernor.core.units.Durations;
import java.time.Duration;

/**
 * How many latencies were over a target, counted from histograms whose buckets may not have a bound at it.
 *
 * <p>Where a bound equals the target the count is exact. Otherwise some latencies straddle: their bucket has the target
 * inside. The window's sum is exact, and the others lie within their buckets, so what the straddling have left lies
 * between two bounds:
 *
 * <pre>
 * least = sum - what the others have at most,   most = sum - what they have at least
 * </pre>
 *
 * A window with one latency is always exact. Where both bounds are on one side of the target, all straddling are judged.
 * The rest is in doubt. As far as the sum narrows the bucket down, the doubtful count by where the target lies between
 * the bounds; for the rest, by the share that the moments of joining and paying lead to expect ({@link Payments}), times
 * how that turned out in windows with one latency, whose value is known whatever it is:
 *
 * <pre>
 * over = w * (most - target) / (most - least) + (1 - w) * expected * judgedOver / judged,   w = 1 - (most - least) / bucket
 * </pre>
 *
 * (per latency). Doubt counts {@value #SURCHARGE} times, for a promise is not kept by miscounting. Immutable.
 *
 * @param count latencies over the target in the last window, expected
 * @param judgedOver straddling latencies lately that were alone in their window, and over the target
 * @param judged of all that were alone, as many as were expected to be over it
 */
public record OverTarget(double count, double judgedOver, double judged) {
    /** Nothing counted yet; somewhat fewer are taken to be over than expected, for long waits are rarer than short ones. */
    public static final OverTarget UNKNOWN = new OverTarget(0, 0.6, 1);

    private static final double SURCHARGE = 1.9;
    /** Straddling latencies that count. */
    private static final double MEMORY = 100;
    /** So that a bucket of which nothing was expected does not divide by nothing. */
    private static final double LEAST_JUDGED = 0.1;

    /**
     * The count of a window that held {@code latencies}, in seconds.
     *
     * @param payments who they belong to, as far as is known
     */
    public OverTarget after(Duration target, Histogram latencies, Payments payments) {
        double limit = Durations.seconds(target);
        long certain = latencies.certainlyAbove(limit);
        long straddling = latencies.possiblyAbove(limit) - certain;
        if (straddling <= 0) {
            return certain == count ? this : new OverTarget(certain, judgedOver, judged);
        }
        Straddling range = latencies.straddling(limit);
        double lower = range.lower();
        double upper = range.upper();
        double least = Math.max(straddling * lower, range.least());
        double most = Math.min(straddling * upper, range.most());
        double expected = Double.isInfinite(upper) ? 0.5 : payments.shareAbove(limit, lower, upper);
        if (latencies.count() == 1) {
            return alone(least > limit, expected);
        }
        // All are over if even the smallest is, with the others of the bucket at its upper bound; and the other way
        // round.
        if (straddling == 1 ? least > limit : least - (straddling - 1) * upper > limit) {
            return new OverTarget(certain + straddling, judgedOver, judged);
        }
        if (straddling == 1 ? most <= limit : most - (straddling - 1) * lower <= limit) {
            return new OverTarget(certain, judgedOver, judged);
        }
        double usual = Math.min(1, expected * judgedOver / judged);
        double share = doubtful(limit, least / straddling, most / straddling, upper - lower, usual);
        return new OverTarget(certain + straddling * Math.min(1, SURCHARGE * share), judgedOver, judged);
    }

    private static double doubtful(double limit, double least, double most, double bucket, double usual) {
        if (Double.isInfinite(bucket)) {
            return (least + most) / 2 > limit ? 1 : 0;
        }
        double width = Math.min(bucket, most - least);
        double between = width > 0 ? Math.max(0, Math.min(1, (most - limit) / width)) : least > limit ? 1 : 0;
        double narrowed = 1 - width / bucket;
        return narrowed * between + (1 - narrowed) * usual;
    }

    /** The only latency of its window, whose value is the sum. */
    private OverTarget alone(boolean over, double expected) {
        double kept = 1 - 1 / MEMORY;
        return new OverTarget(
                over ? 1 : 0, judgedOver * kept + (over ? 1 : 0), Math.max(LEAST_JUDGED, judged * kept + expected));
    }
}
