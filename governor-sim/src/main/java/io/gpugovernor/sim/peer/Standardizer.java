package io.gpugovernor.sim.peer;

/** Online z-scores by Welford's method, limited to within 3 deviations. Immutable. */
final class Standardizer {
    private static final double LIMIT = 3;

    private final long count;
    private final double[] mean;
    private final double[] squares;

    private Standardizer(long count, double[] mean, double[] squares) {
        this.count = count;
        this.mean = mean;
        this.squares = squares;
    }

    static Standardizer of(int features) {
        return new Standardizer(0, new double[features], new double[features]);
    }

    Standardizer after(double[] x) {
        double[] means = mean.clone();
        double[] sums = squares.clone();
        for (int i = 0; i < x.length; i++) {
            double delta = x[i] - means[i];
            means[i] += delta / (count + 1);
            sums[i] += delta * (x[i] - means[i]);
        }
        return new Standardizer(count + 1, means, sums);
    }

    double[] apply(double[] x) {
        double[] scores = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double deviation = Math.sqrt(squares[i] / Math.max(1, count));
            scores[i] = deviation > 0 ? Math.max(-LIMIT, Math.min(LIMIT, (x[i] - mean[i]) / deviation)) : 0;
        }
        return scores;
    }
}
