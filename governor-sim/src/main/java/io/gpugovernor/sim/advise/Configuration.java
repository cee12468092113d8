package io.gpugovernor.sim.advise;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.gpu.HardwareProfile;

/**
 * A way to serve: alike instances, each on a tensor-parallel group of its own, at one clock. Requests are dealt out to the
 * instances in turn.
 *
 * @param fleet which instances
 * @param maxSequences most requests in a batch of one of them
 * @param clock the clock that all their GPUs are held at
 */
public record Configuration(Fleet fleet, int maxSequences, Megahertz clock) {
    /**
     * Instances of a node.
     *
     * @param hardware the tensor-parallel group of one instance, and the model it serves
     * @param instances how many, at least 1
     */
    public record Fleet(HardwareProfile hardware, int instances) {
        /** GPUs in use. */
        public int gpus() {
            return hardware.gpus() * instances;
        }

        /** {@code 2 x TP4}. */
        public String label() {
            return instances + " x TP" + hardware.gpus();
        }
    }

    /** One instance as the twin knows it. */
    HardwareProfile instance() {
        return fleet.hardware().withMaxSequences(maxSequences);
    }
}
