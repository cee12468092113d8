package io.gpugovernor.benchmarks;

import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;

/**
 * What a benchmark may cost.
 *
 * @param time in the benchmark's own unit; of one that samples, the median
 * @param bytes memory that one operation may allocate; infinite if that does not matter
 */
record Limit(double time, double bytes) {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final double MEDIAN = 50;

    static Limit ofTime(double time) {
        return new Limit(time, Double.POSITIVE_INFINITY);
    }

    boolean allows(RunResult result) {
        return time(result) <= time && allocated(result).orElse(0.0) <= bytes;
    }

    /** A result for people to read. */
    static String describe(RunResult result) {
        return String.format(
                Locale.ROOT,
                "%.1f %s, %.0f B allocated",
                time(result),
                result.getPrimaryResult().getScoreUnit(),
                allocated(result).orElse(Double.NaN));
    }

    @Override
    public String toString() {
        return Double.isInfinite(bytes)
                ? String.format(Locale.ROOT, "limit %.0f", time)
                : String.format(Locale.ROOT, "limits %.0f and %.0f B", time, bytes);
    }

    private static double time(RunResult result) {
        return result.getParams().getMode() == Mode.SampleTime
                ? result.getPrimaryResult().getStatistics().getPercentile(MEDIAN)
                : result.getPrimaryResult().getScore();
    }

    private static Optional<Double> allocated(RunResult result) {
        return Optional.ofNullable(result.getSecondaryResults().get(ALLOCATED)).map(one -> one.getScore());
    }
}
