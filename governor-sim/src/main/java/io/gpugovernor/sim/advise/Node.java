package io.gpugovernor.sim.advise;

import io.gpugovernor.core.units.Watts;

/**
 * The node that is rented or owned.
 *
 * @param gpus GPUs in it, 1 to 64
 * @param rental what is paid for and draws power on this account
 * @param idleGpu draw of a GPU that serves nothing
 */
public record Node(int gpus, Rental rental, Watts idleGpu) {
    /** How a node is taken. */
    public enum Rental {
        /** All its GPUs, those that serve nothing included. */
        WHOLE_NODE,
        /** Only the GPUs in use; the others serve somebody else. */
        PER_GPU
    }

    /** @throws IllegalArgumentException if a number is out of range */
    public Node {
        if (gpus < 1 || gpus > 64) {
            throw new IllegalArgumentException("a node has 1 to 64 GPUs, not " + gpus);
        }
        if (idleGpu.value() < 0) {
            throw new IllegalArgumentException("an idle GPU draws at least 0 W, not " + idleGpu.value());
        }
    }

    /** What GPUs that serve nothing draw on this account while {@code used} others serve. */
    Watts unused(int used) {
        return rental == Rental.WHOLE_NODE ? idleGpu.times(gpus - used) : Watts.ZERO;
    }

    /** GPUs that are paid for while {@code used} serve. */
    int paid(int used) {
        return rental == Rental.WHOLE_NODE ? gpus : used;
    }
}
