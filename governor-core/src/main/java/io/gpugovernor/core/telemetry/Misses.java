package io.gpugovernor.core.telemetry;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Durations;
import java.time.Duration;

/**
 * Broken promises of a window, counted from histograms whose buckets may not have a bound at the target.
 *
 * <p>Where a bound equals the target the count is exact, and so it is where the window holds one latency: the sum is that
 * latency. In between, those in the bucket around the target are taken together: all of them miss if their mean does.
 * Their mean is what is left of the exact sum when the others count with the middle of their buckets. Nothing is
 * interpolated inside the bucket.
 *
 * @param late first tokens that came after the TTFT target; 0 without one
 * @param slow requests that ended with a mean time between tokens over the TBT target; 0 without one
 */
public record Misses(long late, long slow) {
    /** The misses of {@code window} against {@code slo}. */
    public static Misses in(Window window, Slo slo) {
        return new Misses(
                slo.ttft().map(target -> over(target, window.ttft())).orElse(0L),
                slo.tbt().map(target -> over(target, window.tbt())).orElse(0L));
    }

    /** All of them; a request that is both late and slow counts twice. */
    public long total() {
        return late + slow;
    }

    /** How many of {@code latencies}, in seconds, were over {@code target}. */
    public static long over(Duration target, Histogram latencies) {
        double limit = Durations.seconds(target);
        if (latencies.count() == 0) {
            return 0;
        }
        if (latencies.count() == 1) {
            return latencies.sum() > limit ? 1 : 0;
        }
        long certain = latencies.certainlyAbove(limit);
        long straddling = latencies.possiblyAbove(limit) - certain;
        if (straddling <= 0) {
            return certain;
        }
        return certain + (straddlingMean(latencies, limit, straddling) > limit ? straddling : 0);
    }

    private static double straddlingMean(Histogram latencies, double limit, long straddling) {
        double[] bounds = latencies.bounds();
        long[] cumulative = latencies.cumulative();
        double others = 0;
        double lower = 0;
        long below = 0;
        for (int i = 0; i < bounds.length; i++) {
            boolean around = lower <= limit && limit < bounds[i];
            if (!around) {
                others += (cumulative[i] - below) * (lower + bounds[i]) / 2;
            }
            lower = bounds[i];
            below = cumulative[i];
        }
        if (limit < lower) {
            others += (latencies.count() - below) * lower;
        }
        return (latencies.sum() - others) / straddling;
    }
}
