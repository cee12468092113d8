package io.gpugovernor.daemon.config;

import io.gpugovernor.core.model.GpuId;

/** One GPU, the way the operator named it. Selectors of the same kind are equal when they mean the same GPU. */
public sealed interface GpuSelector {
    boolean matches(GpuId gpu);

    /** The position in NVML's enumeration, from 0. It may change when a GPU is added. */
    record ByIndex(int index) implements GpuSelector {
        @Override
        public boolean matches(GpuId gpu) {
            return gpu.index() == index;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ByIndex same && same.index == index;
        }

        @Override
        public int hashCode() {
            return index;
        }

        @Override
        public String toString() {
            return Integer.toString(index);
        }
    }

    /** NVML's UUID, {@code GPU-} and lower-case hexadecimal digits. */
    record ByUuid(String uuid) implements GpuSelector {
        @Override
        public boolean matches(GpuId gpu) {
            return gpu.uuid().equalsIgnoreCase(uuid);
        }

        @Override
        public String toString() {
            return uuid;
        }
    }

    /** The PCI address as NVML writes it, {@code 00000000:3B:00.0}. */
    record ByPciBusId(String busId) implements GpuSelector {
        @Override
        public boolean matches(GpuId gpu) {
            return gpu.pciBusId().equalsIgnoreCase(busId);
        }

        @Override
        public String toString() {
            return busId;
        }
    }
}
