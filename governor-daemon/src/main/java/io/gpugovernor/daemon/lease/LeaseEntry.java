package io.gpugovernor.daemon.lease;

import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.units.Megahertz;
import java.time.Instant;

/** One GPU that may carry a lock of ours. */
public sealed interface LeaseEntry {
    /** The GPU's UUID, or its PCI bus id where only that could be read; NVML finds a GPU by either. */
    String address();

    /** Whether this entry speaks of {@code gpu}. The index is no evidence: a restart of the driver may change it. */
    boolean names(GpuId gpu);

    /**
     * An entry as it was written.
     *
     * @param gpu the GPU, with its UUID
     * @param lowest no lock on it since {@code since} begins below this clock
     * @param highest no lock on it since {@code since} ends above this clock
     * @param since when it was listed first
     */
    record Granted(GpuId gpu, Megahertz lowest, Megahertz highest, Instant since) implements LeaseEntry {
        /** @throws IllegalArgumentException if the GPU has no UUID, or {@code lowest} lies above {@code highest} */
        public Granted {
            if (gpu.uuid().isBlank()) {
                throw new IllegalArgumentException("GPU " + gpu.index() + " has no UUID, so no one could release it");
            }
            if (lowest.isAbove(highest)) {
                throw new IllegalArgumentException("lowest clock " + lowest + " lies above the highest, " + highest);
            }
        }

        @Override
        public String address() {
            return gpu.uuid();
        }

        @Override
        public boolean names(GpuId other) {
            return gpu.uuid().equals(other.uuid());
        }

        /** Both ranges in one, listed since the earlier of the two. */
        Granted covering(Granted other) {
            return new Granted(
                    gpu,
                    lowest.isBelow(other.lowest) ? lowest : other.lowest,
                    highest.isAbove(other.highest) ? highest : other.highest,
                    since.isBefore(other.since) ? since : other.since);
        }
    }

    /**
     * What could be read of a damaged entry.
     *
     * @param address UUID or PCI bus id
     */
    record Salvaged(String address) implements LeaseEntry {
        @Override
        public boolean names(GpuId gpu) {
            return address.equalsIgnoreCase(gpu.uuid()) || address.equalsIgnoreCase(gpu.pciBusId());
        }
    }
}
