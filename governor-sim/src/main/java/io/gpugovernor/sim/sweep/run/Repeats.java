package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.sim.characterize.Percentiles;
import io.gpugovernor.sim.sweep.Estimate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;

/** The same thing measured several times: mean, confidence, and what stands apart. */
final class Repeats {
    /** The 97.5 % quantiles of Student's t distribution for 1 to 30 degrees of freedom. */
    private static final double[] T = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    private static final double T_OF_MANY = 1.96;
    /** With fewer the median of the deviations says nothing. */
    private static final int ENOUGH_TO_JUDGE = 5;
    /** The median of the absolute deviations, times this, is the standard deviation of a normal distribution. */
    private static final double NORMAL = 1.4826;

    private static final double FAR = 5;
    private static final double NOTICEABLE = 0.05;

    private Repeats() {}

    /** The mean and half its 95 % confidence interval. */
    static Estimate estimate(double[] values) {
        int count = values.length;
        double mean = Arrays.stream(values).average().orElseThrow();
        if (count < 2) {
            return Estimate.once(mean);
        }
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double t = count - 1 <= T.length ? T[count - 2] : T_OF_MANY;
        return new Estimate(mean, OptionalDouble.of(t * Math.sqrt(squares / (count - 1) / count)));
    }

    /**
     * How many repeats stand apart in any of the quantities: further from the median than five standard deviations, as
     * the median of the absolute deviations estimates them, and than 5 % of it. None with fewer than five repeats.
     *
     * @param quantities each with one value a repeat
     */
    static int outliers(List<double[]> quantities) {
        BitSet apart = new BitSet();
        for (double[] values : quantities) {
            double median = median(values);
            double deviation = median(
                    Arrays.stream(values).map(value -> Math.abs(value - median)).toArray());
            double far = Math.max(FAR * NORMAL * deviation, NOTICEABLE * Math.abs(median));
            for (int i = 0; values.length >= ENOUGH_TO_JUDGE && i < values.length; i++) {
                if (Math.abs(values[i] - median) > far) {
                    apart.set(i);
                }
            }
        }
        return apart.cardinality();
    }

    private static double median(double[] values) {
        return new Percentiles(values).at(0.5);
    }
}
