package io.gpugovernor.sim.sweep.compare;

import java.util.List;

/**
 * The same thing in two datasets.
 *
 * @param name what it is
 */
public record Pair(String name, List<Quantity> quantities) {
    /**
     * One quantity of it, in the unit of its name.
     *
     * @param first in the first dataset
     * @param second in the second
     */
    public record Quantity(String name, double first, double second) {
        /** By how much the second differs, as a share of the first: 0.05 is 5 % more. Zero where both are zero. */
        public double difference() {
            if (first == second) {
                return 0;
            }
            return second / first - 1;
        }
    }
}
