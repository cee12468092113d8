package io.gpugovernor.sim.sweep.compare;

/**
 * How much a quantity differs over all rows that match; differences are shares of the first dataset's value.
 *
 * @param median of the differences, with their signs
 * @param medianSize of the differences without their signs
 * @param worst the largest difference without regard to its sign, with it
 * @param where the row of the worst
 */
public record Difference(String quantity, int rows, double median, double medianSize, double worst, String where) {}
