package io.gpugovernor.core.telemetry;

import java.util.Arrays;

/**
 * A cumulative Prometheus histogram at one instant, or the difference of two.
 *
 * <p>Quantiles are never interpolated inside a bucket: a bucket of 0.5 to 0.75 s says nothing about 0.6 s. Use the mean,
 * which is exact, or the counts at bounds.
 */
public final class Histogram {
    /** Not the difference of two. */
    private static final long[] NOTHING = new long[0];

    public static final Histogram EMPTY = new Histogram(new double[0], NOTHING, NOTHING, 0, 0);

    private final double[] bounds;
    private final long[] cumulative;
    /** Of a difference, the counts at its beginning: to keep both ends is cheaper than to subtract all. */
    private final long[] before;

    private final long count;
    private final double sum;

    private Histogram(double[] bounds, long[] cumulative, long[] before, long count, double sum) {
        this.bounds = bounds;
        this.cumulative = cumulative;
        this.before = before;
        this.count = count;
        this.sum = sum;
    }

    /**
     * A histogram from its exposition.
     *
     * @param bounds upper bounds, ascending, without the infinite one
     * @param cumulative observations at or below each bound, not descending
     * @param count all observations, at least the last cumulative count
     * @param sum sum of all observed values, finite
     * @throws IllegalArgumentException if the parts contradict each other
     */
    public static Histogram of(double[] bounds, long[] cumulative, long count, double sum) {
        if (bounds.length != cumulative.length) {
            throw new IllegalArgumentException(
                    "histogram has " + bounds.length + " bounds but " + cumulative.length + " counts");
        }
        long last = 0;
        for (int i = 0; i < bounds.length; i++) {
            if (i > 0 && !(bounds[i] > bounds[i - 1])) {
                throw new IllegalArgumentException("histogram bounds must ascend: " + Arrays.toString(bounds));
            }
            if (cumulative[i] < last) {
                throw new IllegalArgumentException("histogram counts must not descend: " + Arrays.toString(cumulative));
            }
            last = cumulative[i];
        }
        if (count < last || !Double.isFinite(sum)) {
            throw new IllegalArgumentException("histogram count " + count + " and sum " + sum + " contradict buckets");
        }
        return new Histogram(bounds.clone(), cumulative.clone(), NOTHING, count, sum);
    }

    public long count() {
        return count;
    }

    /** Sum of all observed values, in the unit observed. */
    public double sum() {
        return sum;
    }

    /** Mean of the observed values; not a number where there are none. */
    public double mean() {
        return count > 0 ? sum / count : Double.NaN;
    }

    /** Observations certainly above {@code value}: those beyond the first bound that is not below it. */
    public long certainlyAbove(double value) {
        for (int i = 0; i < bounds.length; i++) {
            if (bounds[i] >= value) {
                return count - upTo(i);
            }
        }
        return 0;
    }

    /** Observations possibly above {@code value}: those beyond the last bound that is not above it. */
    public long possiblyAbove(double value) {
        long below = 0;
        for (int i = 0; i < bounds.length && bounds[i] <= value; i++) {
            below = upTo(i);
        }
        return count - below;
    }

    /** What is known of the observations in the bucket around {@code value}: above its lower bound, which may equal it. */
    Straddling straddling(double value) {
        double least = sum;
        double most = sum;
        double lower = 0;
        double bucketLower = 0;
        double bucketUpper = Double.POSITIVE_INFINITY;
        long below = 0;
        for (int i = 0; i < bounds.length; i++) {
            long inside = upTo(i) - below;
            if (lower <= value && value < bounds[i]) {
                bucketLower = lower;
                bucketUpper = bounds[i];
            } else {
                least -= inside * bounds[i];
                most -= inside * lower;
            }
            lower = bounds[i];
            below = upTo(i);
        }
        if (value >= lower) {
            return new Straddling(lower, Double.POSITIVE_INFINITY, least, most);
        }
        long beyond = count - below;
        return new Straddling(
                bucketLower, bucketUpper, beyond > 0 ? Double.NEGATIVE_INFINITY : least, most - beyond * lower);
    }

    /** Upper bounds, ascending, without the infinite one. */
    public double[] bounds() {
        return bounds.clone();
    }

    /** Observations at or below each bound. */
    public long[] cumulative() {
        long[] counts = cumulative.clone();
        for (int i = 0; i < counts.length; i++) {
            counts[i] = upTo(i);
        }
        return counts;
    }

    /** Whether observations up to {@code value} are counted apart from those above, however many there are. */
    boolean hasBoundAt(double value) {
        return Arrays.binarySearch(bounds, value) >= 0;
    }

    /** Whether there is a bound. */
    boolean hasBounds() {
        return bounds.length > 0;
    }

    /** Observations at or below the {@code index}-th bound. */
    private long upTo(int index) {
        return before.length == 0 ? cumulative[index] : cumulative[index] - before[index];
    }

    /**
     * Observations possibly at or below {@code value}: those up to the first bound that is not below it; all where no
     * bound is that high.
     */
    public long possiblyAtMost(double value) {
        return count - certainlyAbove(value);
    }

    /** Whether nothing was observed since {@code earlier}, nor forgotten. */
    public boolean standsWhere(Histogram earlier) {
        return count == earlier.count && Double.compare(sum, earlier.sum) == 0;
    }

    /** Whether this can follow {@code earlier} without a counter reset in between. */
    public boolean continues(Histogram earlier) {
        return count >= earlier.count && sum >= earlier.sum && sameBounds(earlier) && noBucketFell(earlier);
    }

    /**
     * What was observed after {@code earlier}; {@link #EMPTY}, without bounds, if nothing was.
     *
     * @throws IllegalArgumentException if this does not continue {@code earlier}
     */
    public Histogram since(Histogram earlier) {
        if (!continues(earlier)) {
            throw new IllegalArgumentException("histogram was reset between two scrapes");
        }
        if (earlier.count == 0) {
            return this;
        }
        if (count == earlier.count) {
            return EMPTY;
        }
        return new Histogram(bounds, counts(), earlier.counts(), count - earlier.count, sum - earlier.sum);
    }

    private long[] counts() {
        return before.length == 0 ? cumulative : cumulative();
    }

    /** After a restart the total may have caught up already, while some bucket has not. */
    private boolean noBucketFell(Histogram earlier) {
        if (earlier.count == 0) {
            return true;
        }
        long below = 0;
        for (int i = 0; i < cumulative.length; i++) {
            long risen = upTo(i) - earlier.upTo(i);
            if (risen < below) {
                return false;
            }
            below = risen;
        }
        return count - earlier.count >= below;
    }

    private boolean sameBounds(Histogram earlier) {
        return earlier.count == 0 || Arrays.equals(bounds, earlier.bounds);
    }
}
