package io.gpugovernor.daemon.lease;

import io.gpugovernor.core.model.Actuation;

/** Removes the clock lock of one GPU. */
@FunctionalInterface
public interface GpuRelease {
    /**
     * Resets the clocks of the GPU at {@code entry}'s address. A GPU that this node no longer has carries no lock:
     * {@link Actuation.NotNeeded}. May be asked twice for one GPU, by its UUID and by its PCI bus id.
     */
    Actuation release(LeaseEntry entry);
}
