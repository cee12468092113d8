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
 * the bounds; for the rest, by the share of those that were judged before, which says what this bucket usually holds:
 *
 * <pre>
 * over = w * (most - target) / (most - least) + (1 - w) * judgedOver / judged,   w = 1 - (most - least) / bucket
 * </pre>
 *
 * (per latency). Doubt counts {@value #SURCHARGE} times, for a promise is not kept by miscounting. Immutable.
 *
 * @param count latencies over the target in the last window, expected
 * @param judgedOver of the straddling judged lately, those over the target
 * @param judged straddling latencies judged lately
 */
public record OverTarget(double count, double judgedOver, double judged) {
    /** Nothing counted yet; half of what straddles is taken to be over. */
    public static final OverTarget UNKNOWN = new OverTarget(0, 1, 2);

    private static final double SURCHARGE = 1.25;
    /** Judged latencies that count. */
    private static final double MEMORY = 100;

    /** The count of a window that held {@code latencies}, in seconds. */
    public OverTarget after(Duration target, Histogram latencies) {
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
        // All are over if even the smallest is, with the others of the bucket at its upper bound; and the other way
        // round.
        if (straddling == 1 ? least > limit : least - (straddling - 1) * upper > limit) {
            return judged(certain, straddling, true);
        }
        if (straddling == 1 ? most <= limit : most - (straddling - 1) * lower <= limit) {
            return judged(certain, straddling, false);
        }
        double share = doubtful(limit, least / straddling, most / straddling, upper - lower);
        return new OverTarget(certain + straddling * Math.min(1, SURCHARGE * share), judgedOver, judged);
    }

    private double doubtful(double limit, double least, double most, double bucket) {
        if (Double.isInfinite(bucket)) {
            return (least + most) / 2 > limit ? 1 : 0;
        }
        double width = Math.min(bucket, most - least);
        double between = width > 0 ? Math.max(0, Math.min(1, (most - limit) / width)) : least > limit ? 1 : 0;
        double narrowed = 1 - width / bucket;
        return narrowed * between + (1 - narrowed) * judgedOver / judged;
    }

    private OverTarget judged(double certain, double straddling, boolean over) {
        double kept = Math.pow(1 - 1 / MEMORY, straddling);
        return new OverTarget(
                certain + (over ? straddling : 0),
                judgedOver * kept + (over ? straddling : 0),
                judged * kept + straddling);
    }
}
