package io.gpugovernor.sim.peer;

/**
 * One clock of a linear contextual bandit (LinUCB): ridge regression of the reward on the features, with the inverse
 * kept by Sherman and Morrison's formula. Immutable.
 */
final class BanditArm {
    private final double[][] inverse;
    private final double[] weighted;
    private final int pulls;
    private final double sum;
    private final double squares;

    private BanditArm(double[][] inverse, double[] weighted, int pulls, double sum, double squares) {
        this.inverse = inverse;
        this.weighted = weighted;
        this.pulls = pulls;
        this.sum = sum;
        this.squares = squares;
    }

    static BanditArm untried(int features) {
        double[][] identity = new double[features][features];
        for (int i = 0; i < features; i++) {
            identity[i][i] = 1;
        }
        return new BanditArm(identity, new double[features], 0, 0, 0);
    }

    BanditArm rewarded(double reward, double[] x) {
        double[] ax = times(inverse, x);
        double scale = 1 + dot(x, ax);
        double[][] next = new double[x.length][x.length];
        double[] sums = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                next[i][j] = inverse[i][j] - ax[i] * ax[j] / scale;
            }
            sums[i] = weighted[i] + reward * x[i];
        }
        return new BanditArm(next, sums, pulls + 1, sum + reward, squares + reward * reward);
    }

    /** The reward expected under {@code x}, plus {@code alpha} times what is not known of it. */
    double upperBound(double[] x, double alpha) {
        return dot(times(inverse, weighted), x) + alpha * Math.sqrt(Math.max(0, dot(x, times(inverse, x))));
    }

    int pulls() {
        return pulls;
    }

    double meanReward() {
        return pulls == 0 ? 0 : sum / pulls;
    }

    double deviation() {
        double mean = meanReward();
        return pulls < 2 ? 0 : Math.sqrt(Math.max(0, squares / pulls - mean * mean));
    }

    private static double[] times(double[][] matrix, double[] x) {
        double[] product = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            product[i] = dot(matrix[i], x);
        }
        return product;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
