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
 * to expect. How many fewer, the shares of former windows tell, most where one is alone and least where the sum says
 * nothing: such a window leaves the odds as they are (expectation maximization).
 *
 * <pre>
 * count = certain + straddling * share(odds)
 * odds  = (sum of straddling * share + USUAL * WEIGHT) / (sum of straddling * (1 - share) * e / (1 - e) + WEIGHT), at most 1
 * e       share over the target of those in the bucket, by the prior alone
 * </pre>
 *
 * Immutable.
 *
 * @param count latencies over the target in the last window, expected
 * @param over straddling latencies lately that were over the target, expected
 * @param foreseen how many the prior has over the target for so many that were not, expected
 */
public record OverTarget(double count, double over, double foreseen) {
    /** Nothing counted yet. */
    public static final OverTarget UNKNOWN = new OverTarget(0, 0, 0);

    /** Straddling latencies that count. */
    private static final double MEMORY = 100;
    /** The odds before any straddled: for one expected to be over somewhat less is, as long waits are rarer. */
    private static final double USUAL = 0.6;
    /** How many foreseen ones that is worth. */
    private static final double WEIGHT = 10;
    /** A prior that has more than this over the target is not taken at its word. */
    private static final double LIKELIEST = 0.99;

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
            return certain == count ? this : new OverTarget(certain, over, foreseen);
        }
        Straddling range = latencies.straddling(limit);
        double expected =
                Math.min(LIKELIEST, range.isOpen() ? 0.5 : prior.shareAbove(limit, range.lower(), range.upper()));
        double share = share(limit, latencies, range, straddling, prior);
        double kept = Math.pow(1 - 1 / MEMORY, straddling);
        return new OverTarget(
                certain + straddling * share,
                over * kept + straddling * share,
                foreseen * kept + straddling * (1 - share) * expected / (1 - expected));
    }

    /** The share of {@code straddling} that is over {@code limit}, expected. */
    private double share(double limit, Histogram latencies, Straddling range, long straddling, LatencyPrior prior) {
        double least = Math.max(straddling * range.lower(), range.least());
        double most = Math.min(straddling * range.upper(), range.most());
        if (latencies.count() == 1) {
            return least > limit ? 1 : 0;
        }
        // All are over if even the smallest is, with the others of the bucket at its upper bound; and the other way
        // round.
        if (straddling == 1 ? least > limit : least - (straddling - 1) * range.upper() > limit) {
            return 1;
        }
        if (straddling == 1 ? most <= limit : most - (straddling - 1) * range.lower() <= limit) {
            return 0;
        }
        if (range.isOpen()) {
            return (least + most) / 2 > limit * straddling ? 1 : 0;
        }
        return new Doubt(prior, limit, odds()).share(latencies, range, straddling);
    }

    private double odds() {
        return Math.min(1, (over + USUAL * WEIGHT) / (foreseen + WEIGHT));
    }
}
