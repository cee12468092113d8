package io.gpugovernor.sim.sweep;

import java.util.OptionalDouble;

/**
 * A measured quantity, in the unit that its owner names.
 *
 * @param value mean over the repeats
 * @param margin half the width of the 95 % confidence interval of that mean (t distribution); empty with one repeat
 */
public record Estimate(double value, OptionalDouble margin) {
    /** Measured once. */
    public static Estimate once(double value) {
        return new Estimate(value, OptionalDouble.empty());
    }
}
