package io.gpugovernor.daemon.scrape;

import io.gpugovernor.core.telemetry.Histogram;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Adds up the histograms that several engines keep under one name. */
final class HistogramMerge {
    private final MetricSum metric;
    private final List<Series> buckets;
    /** The bound of each bucket. */
    private final double[] bounds;

    private final List<Series> sums;
    private final List<Series> counts;

    /** Observations at or below a bound, and how many engines counted there. */
    private record Bucket(long observations, int engines) {
        Bucket plus(Bucket other) {
            return new Bucket(observations + other.observations, engines + other.engines);
        }
    }

    private HistogramMerge(
            MetricSum metric, List<Series> buckets, double[] bounds, List<Series> sums, List<Series> counts) {
        this.metric = metric;
        this.buckets = buckets;
        this.bounds = bounds;
        this.sums = sums;
        this.counts = counts;
    }

    /**
     * The sum of all histograms that play {@code role}; an empty one if none does. Where engines differ in their bounds,
     * only the common ones stay: at any other bound the sum is unknown.
     *
     * @throws ImplausibleMetricException if parts are missing or contradict each other
     */
    static Histogram of(Reading reading, Role role) throws ImplausibleMetricException {
        MetricSum metric = reading.metrics().get(role);
        return metric == null
                ? Histogram.EMPTY
                : new HistogramMerge(
                                metric,
                                reading.series(role, "_bucket"),
                                reading.bounds(role),
                                reading.series(role, "_sum"),
                                reading.series(role, "_count"))
                        .merged();
    }

    private Histogram merged() throws ImplausibleMetricException {
        int engines = counts.size();
        if (sums.size() != engines || (engines == 0 && !buckets.isEmpty())) {
            throw contradiction(
                    "has " + engines + " counts, " + sums.size() + " sums and " + buckets.size() + " buckets");
        }
        long count = Counts.sum(counts);
        if (engines == 1 && ascend(bounds)) {
            return alone(count);
        }
        NavigableMap<Double, Bucket> byBound = byBound();
        Bucket all = byBound.remove(Double.POSITIVE_INFINITY);
        if (!buckets.isEmpty() && !new Bucket(count, engines).equals(all)) {
            throw contradiction("counts " + count + " observations but "
                    + (all == null ? "has no +Inf bucket" : all.observations() + " in its +Inf buckets"));
        }
        byBound.values().removeIf(bucket -> bucket.engines() != engines);
        double[] common =
                byBound.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        long[] cumulative =
                byBound.values().stream().mapToLong(Bucket::observations).toArray();
        return checked(common, cumulative, count);
    }

    /**
     * The bound of each bucket.
     *
     * @param metric the histogram, for the message
     * @throws ImplausibleMetricException if one is no number
     */
    static double[] bounds(MetricSum metric, List<Series> buckets) throws ImplausibleMetricException {
        double[] bounds = new double[buckets.size()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = bound(metric, buckets.get(i));
        }
        return bounds;
    }

    /** Whether the bounds come in their order, none twice and the last one infinite. */
    private static boolean ascend(double[] bounds) {
        for (int i = 1; i < bounds.length; i++) {
            if (!(bounds[i] > bounds[i - 1])) {
                return false;
            }
        }
        return bounds.length > 0 && bounds[bounds.length - 1] == Double.POSITIVE_INFINITY;
    }

    /** The histogram of the only engine, whose buckets ascend: nothing is to be added up. */
    private Histogram alone(long count) throws ImplausibleMetricException {
        int finite = bounds.length - 1;
        long[] cumulative = new long[finite];
        for (int i = 0; i < finite; i++) {
            cumulative[i] = Counts.of(buckets.get(i));
        }
        long all = Counts.of(buckets.get(finite));
        if (all != count) {
            throw contradiction("counts " + count + " observations but " + all + " in its +Inf buckets");
        }
        return checked(Arrays.copyOf(bounds, finite), cumulative, count);
    }

    private Histogram checked(double[] bounds, long[] cumulative, long count) throws ImplausibleMetricException {
        try {
            return Histogram.of(bounds, cumulative, count, sum());
        } catch (IllegalArgumentException e) {
            throw contradiction("contradicts itself (" + e.getMessage() + ")");
        }
    }

    private NavigableMap<Double, Bucket> byBound() throws ImplausibleMetricException {
        NavigableMap<Double, Bucket> byBound = new TreeMap<>();
        for (int i = 0; i < bounds.length; i++) {
            byBound.merge(bounds[i], new Bucket(Counts.of(buckets.get(i)), 1), Bucket::plus);
        }
        return byBound;
    }

    private static double bound(MetricSum metric, Series bucket) throws ImplausibleMetricException {
        String le = bucket.labels().get("le");
        if (le != null) {
            try {
                double bound = Numbers.parse(le);
                if (bound > Double.NEGATIVE_INFINITY) {
                    return bound == 0 ? 0.0 : bound;
                }
            } catch (NumberFormatException e) {
                // Falls through to the one complaint about bounds.
            }
        }
        throw contradiction(metric, "has a bucket with the bound " + le);
    }

    /** Lengths and latencies are not negative, and neither is their sum. */
    private double sum() throws ImplausibleMetricException {
        double sum = 0;
        for (Series one : sums) {
            if (!(one.value() >= 0 && one.value() < Double.POSITIVE_INFINITY)) {
                throw contradiction("sums up to " + one.value());
            }
            sum += one.value();
        }
        return sum;
    }

    private ImplausibleMetricException contradiction(String problem) {
        return contradiction(metric, problem);
    }

    private static ImplausibleMetricException contradiction(MetricSum metric, String problem) {
        return new ImplausibleMetricException("shows a histogram " + metric + " that " + problem
                + ": restart the engine, or remove what rewrites its metrics");
    }
}
