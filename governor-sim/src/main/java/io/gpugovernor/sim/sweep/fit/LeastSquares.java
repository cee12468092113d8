package io.gpugovernor.sim.sweep.fit;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Least squares within bounds, after Levenberg and Marquardt: each round solves {@code (J'J + lambda diag J'J) d = -J'r}
 * with derivatives taken by small differences, moves by {@code d} and back into the bounds, and adapts lambda to whether
 * that helped. Deterministic. Marquardt, SIAM J. Appl. Math. 11 (1963).
 */
final class LeastSquares {
    private static final int ROUNDS = 120;
    private static final double FIRST_DAMPING = 1e-2;
    private static final double MOST_DAMPING = 1e8;
    /** A round that gains less than this share of the sum has arrived. */
    private static final double ARRIVED = 1e-9;

    private static final double DIFFERENCE = 3e-3;
    private static final double TINY = 1e-12;

    /** The residuals at a point; always as many. */
    interface Residuals extends UnaryOperator<double[]> {}

    /** Where the sum of squares is least. */
    static final class Solution {
        private final double[] point;
        private final double sum;
        private final double[] spreads;

        private Solution(double[] point, double sum, double[] spreads) {
            this.point = point;
            this.sum = sum;
            this.spreads = spreads;
        }

        /** The point, to be had by one owner. */
        double[] point() {
            return point.clone();
        }

        /** The sum of squares there. */
        double sum() {
            return sum;
        }

        /**
         * By how much coordinate {@code i} may move before it costs as much as one residual of size 1; infinite for one
         * that does not matter.
         */
        double spread(int i) {
            return spreads[i];
        }
    }

    private final Residuals residuals;
    private final UnaryOperator<double[]> bounds;
    private final double[] scales;
    private final boolean[] free;

    /**
     * @param bounds moves a point into the bounds, in place
     * @param scales a usual size of each coordinate, above 0
     * @param free which coordinates may move
     */
    LeastSquares(Residuals residuals, UnaryOperator<double[]> bounds, double[] scales, boolean[] free) {
        this.residuals = residuals;
        this.bounds = bounds;
        this.scales = scales.clone();
        this.free = free.clone();
    }

    Solution from(double[] start) {
        double[] point = bounds.apply(start.clone());
        double[] residual = residuals.apply(point);
        double sum = squares(residual);
        double damping = FIRST_DAMPING;
        for (int round = 0; round < ROUNDS && damping < MOST_DAMPING; round++) {
            double[][] slopes = slopes(point, residual);
            double[][] normal = normal(slopes);
            double[] gradient = gradient(slopes, residual);
            double before = sum;
            while (damping < MOST_DAMPING) {
                double[] trial = bounds.apply(moved(point, step(normal, gradient, damping)));
                double[] there = residuals.apply(trial);
                double better = squares(there);
                if (better < sum) {
                    point = trial;
                    residual = there;
                    sum = better;
                    damping = Math.max(1e-9, damping / 4);
                    break;
                }
                damping *= 3;
            }
            if (before - sum <= ARRIVED * before) {
                break;
            }
        }
        return new Solution(point, sum, spreads(normal(slopes(point, residual))));
    }

    /** Rows: free coordinates in units of their scales; columns: residuals. */
    private double[][] slopes(double[] point, double[] residual) {
        double[][] slopes = new double[point.length][residual.length];
        for (int i = 0; i < point.length; i++) {
            if (!free[i]) {
                continue;
            }
            double[] beside = point.clone();
            double reach = DIFFERENCE * Math.max(Math.abs(point[i]), 0.05 * scales[i]);
            beside[i] = point[i] + reach;
            if (bounds.apply(beside.clone())[i] != beside[i]) {
                reach = -reach;
                beside[i] = point[i] + reach;
            }
            double[] there = residuals.apply(beside);
            for (int j = 0; j < residual.length; j++) {
                slopes[i][j] = (there[j] - residual[j]) / reach * scales[i];
            }
        }
        return slopes;
    }

    private static double[][] normal(double[][] slopes) {
        int size = slopes.length;
        double[][] normal = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int k = 0; k <= i; k++) {
                double sum = 0;
                for (int j = 0; j < slopes[i].length; j++) {
                    sum += slopes[i][j] * slopes[k][j];
                }
                normal[i][k] = sum;
                normal[k][i] = sum;
            }
        }
        return normal;
    }

    private static double[] gradient(double[][] slopes, double[] residual) {
        double[] gradient = new double[slopes.length];
        for (int i = 0; i < slopes.length; i++) {
            for (int j = 0; j < residual.length; j++) {
                gradient[i] -= slopes[i][j] * residual[j];
            }
        }
        return gradient;
    }

    private static double[] step(double[][] normal, double[] gradient, double damping) {
        double[][] damped = new double[normal.length][];
        for (int i = 0; i < normal.length; i++) {
            damped[i] = normal[i].clone();
            damped[i][i] += damping * normal[i][i] + TINY;
        }
        return solve(damped, gradient.clone());
    }

    private double[] moved(double[] point, double[] step) {
        double[] moved = point.clone();
        for (int i = 0; i < point.length; i++) {
            if (free[i]) {
                moved[i] += step[i] * scales[i];
            }
        }
        return moved;
    }

    /** The root of each place on the diagonal of the inverse: how loosely the residuals hold each coordinate. */
    private double[] spreads(double[][] normal) {
        double[] spreads = new double[normal.length];
        Arrays.fill(spreads, Double.POSITIVE_INFINITY);
        for (int i = 0; i < normal.length; i++) {
            if (free[i] && normal[i][i] > TINY) {
                double[] unit = new double[normal.length];
                unit[i] = 1;
                spreads[i] = Math.sqrt(Math.max(0, solve(ridged(normal), unit)[i])) * scales[i];
            }
        }
        return spreads;
    }

    private static double[][] ridged(double[][] normal) {
        double[][] ridged = new double[normal.length][];
        for (int i = 0; i < normal.length; i++) {
            ridged[i] = normal[i].clone();
            ridged[i][i] += TINY + 1e-12 * normal[i][i];
        }
        return ridged;
    }

    /** Gauss with pivots; both arguments are used up. */
    private static double[] solve(double[][] matrix, double[] right) {
        int size = right.length;
        for (int column = 0; column < size; column++) {
            int pivot = column;
            for (int row = column + 1; row < size; row++) {
                if (Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column])) {
                    pivot = row;
                }
            }
            double[] swap = matrix[column];
            matrix[column] = matrix[pivot];
            matrix[pivot] = swap;
            double carried = right[column];
            right[column] = right[pivot];
            right[pivot] = carried;
            for (int row = column + 1; row < size; row++) {
                double factor = matrix[row][column] / matrix[column][column];
                for (int k = column; k < size; k++) {
                    matrix[row][k] -= factor * matrix[column][k];
                }
                right[row] -= factor * right[column];
            }
        }
        for (int row = size - 1; row >= 0; row--) {
            for (int k = row + 1; k < size; k++) {
                right[row] -= matrix[row][k] * right[k];
            }
            right[row] /= matrix[row][row];
        }
        return right;
    }

    private static double squares(double[] residual) {
        double sum = 0;
        for (double each : residual) {
            sum += each * each;
        }
        return sum;
    }
}
