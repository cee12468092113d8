package io.gpugovernor.sim.sweep;

import java.util.Comparator;

/**
 * A configuration of the engine.
 *
 * @param tensorParallel GPUs that the model is spread over, at least 1
 * @param maxSequences most requests in a batch, at least 1
 */
public record Setup(int tensorParallel, int maxSequences) implements Comparable<Setup> {
    private static final Comparator<Setup> ORDER =
            Comparator.comparingInt(Setup::tensorParallel).thenComparingInt(Setup::maxSequences);

    /** @throws IllegalArgumentException if a number is below 1 */
    public Setup {
        if (tensorParallel < 1 || maxSequences < 1) {
            throw new IllegalArgumentException("tensor parallelism and maximum batch are at least 1");
        }
    }

    @Override
    public int compareTo(Setup other) {
        return ORDER.compare(this, other);
    }

    /** {@code TP8, batch 256}. */
    @Override
    public String toString() {
        return "TP" + tensorParallel + ", batch " + maxSequences;
    }
}
