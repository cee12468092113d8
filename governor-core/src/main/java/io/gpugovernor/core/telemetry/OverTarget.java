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
 * The rest is in {@link Doubt}: the sum and a {@link LatencyPrior} say which share of the straddling is over the target to
 * be expected. A governor spends its promise just short of the target, so that fewer are over it than the prior alone leads
 * to expect. How many, shows in windows with one latency, whose value is known
 * whatever it is:
 *
 * <pre>
 * over = certain + straddling * share(odds),   odds = (judgedOver + USUAL) / (judged + 1), at most 1
 * </pre>
 *
 * Immutable.
 *
 * @param count latencies over the target in the last window, expected
 * @param judgedOver straddling latencies lately that were alone in their window, and over the target
 * @param judged of all that were alone, as many as were expected to be over it
 */
public record OverTarget(double count, double judgedOver, double judged) {
    /** Nothing counted yet. */
    public static final OverTarget UNKNOWN = new OverTarget(0, 0, 0);

    /** Straddling latencies that count. */
    private static final double MEMORY = 100;
    /** What counts beside what was judged: for one expected to be over somewhat less is, as long waits are rarer. */
    private static final double USUAL = 0.6;

    /**
     * The count of a window that held {@code latencies}, in seconds.
     *
     * @param prior what is thought of them beforehand
     */
    public OverTarget after(Duration target, Histogram latencies, LatencyPrior prior) {
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
        double expected = Double.isInfinite(upper) ? 0.5 : prior.shareAbove(limit, lower, upper);
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
        double share = Double.isInfinite(upper)
                ? (least + most) / 2 > limit * straddling ? 1 : 0
                : new Doubt(prior, limit, Math.min(1, (judgedOver + USUAL) / (judged + 1)))
                        .share(latencies, range, straddling);
        return new OverTarget(certain + straddling * share, judgedOver, judged);
    }

    /** The only latency of its window, whose value is the sum. */
    private OverTarget alone(boolean over, double expected) {
        double kept = 1 - 1 / MEMORY;
        return new OverTarget(over ? 1 : 0, judgedOver * kept + (over ? 1 : 0), judged * kept + expected);
    }
}
