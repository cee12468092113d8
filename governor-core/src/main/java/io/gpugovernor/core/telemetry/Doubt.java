package io.gpugovernor.core.telemetry;

/**
 * Which share of the latencies in the bucket around a target is over it, where their sum and the buckets leave that open.
 *
 * <p>Observation: a latency's value is what the sum leaves over when the others are taken off, as far as those are known.
 * They are known to within their buckets, and better by what is thought of them beforehand:
 *
 * <pre>
 * P(t | sum) ~ p(t) * exp(-(sum - others - (n - 1) * m - t)^2 / (2 * ((n - 1) * v + w)))
 * p(t)       chance of t by the {@link LatencyPrior}, even where that says nothing; times the odds above the target
 * m, v       mean and variance of p; of n latencies in the bucket
 * others, w  mean and variance of the sum of the latencies in other buckets, by the same chances
 * </pre>
 *
 * With one latency in the bucket that is Bayes' rule; with more, the others in it are taken for normally distributed.
 */
final class Doubt {
    /** Cells on either side of the target, and in every other bucket. */
    private static final int CELLS = 8;
    /** Chance of a bucket of which the prior says that nothing lies in it. */
    private static final double LEAST_CHANCE = 1e-4;
    /** Variance below which a sum is not told exactly, seconds squared: a millisecond. */
    private static final double LEAST_VARIANCE = 1e-6;
    /** Weight of what the sum all but excludes, so that there is always something left. */
    private static final double LEAST_WEIGHT = 1e-12;

    private final LatencyPrior prior;
    private final double target;
    private final double odds;

    /** Sums over cells: of their chances, and of those times the cells' middles and the squares of them. */
    private record Moments(double chance, double first, double second) {
        Moments plus(Moments other) {
            return new Moments(chance + other.chance, first + other.first, second + other.second);
        }

        double mean() {
            return first / chance;
        }

        double variance() {
            return Math.max(0, second / chance - mean() * mean());
        }
    }

    /**
     * @param prior what is thought of the latencies beforehand
     * @param target seconds
     * @param odds how often a latency above the target happens for each time that one is expected
     */
    Doubt(LatencyPrior prior, double target, double odds) {
        this.prior = prior;
        this.target = target;
        this.odds = odds;
    }

    /**
     * The share over the target of the latencies in its bucket.
     *
     * @param range that bucket, which has an upper bound
     * @param straddling how many of {@code window} are in it
     */
    double share(Histogram window, Straddling range, long straddling) {
        double[] bounds = window.bounds();
        long[] cumulative = window.cumulative();
        double rest = window.sum();
        double noise = 0;
        for (int i = 0; i < bounds.length; i++) {
            double from = i == 0 ? 0 : bounds[i - 1];
            long inside = cumulative[i] - (i == 0 ? 0 : cumulative[i - 1]);
            if (inside > 0 && bounds[i] != range.upper()) {
                Moments bucket = moments(from, bounds[i], chances(from, bounds[i], 1));
                rest -= inside * bucket.mean();
                noise += inside * bucket.variance();
            }
        }
        double[] early = chances(range.lower(), target, 1);
        double[] late = chances(target, range.upper(), odds);
        Moments around = moments(range.lower(), target, early).plus(moments(target, range.upper(), late));
        double left = rest - (straddling - 1) * around.mean();
        double spread = (straddling - 1) * around.variance() + noise + LEAST_VARIANCE;
        double below = likelihood(range.lower(), target, early, left, spread);
        double above = likelihood(target, range.upper(), late, left, spread);
        return above / (below + above);
    }

    /** Chances of the cells between {@code from} and {@code to}. */
    private double[] chances(double from, double to, double factor) {
        double width = (to - from) / CELLS;
        double[] chances = new double[CELLS];
        double before = prior.expectedAtMost(from);
        for (int cell = 0; cell < CELLS; cell++) {
            double atMost = prior.expectedAtMost(from + (cell + 1) * width);
            chances[cell] = factor * (Math.max(0, atMost - before) + LEAST_CHANCE * width);
            before = atMost;
        }
        return chances;
    }

    private static Moments moments(double from, double to, double[] chances) {
        double sum = 0;
        double first = 0;
        double second = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            double middle = middle(from, to, cell);
            sum += chances[cell];
            first += chances[cell] * middle;
            second += chances[cell] * middle * middle;
        }
        return new Moments(sum, first, second);
    }

    private static double likelihood(double from, double to, double[] chances, double left, double spread) {
        double sum = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            double off = left - middle(from, to, cell);
            sum += chances[cell] * (Math.exp(-off * off / (2 * spread)) + LEAST_WEIGHT);
        }
        return sum;
    }

    private static double middle(double from, double to, int cell) {
        return from + (to - from) * (cell + 0.5) / CELLS;
    }
}
