package io.gpugovernor.daemon.config;

import java.util.List;

/** The GPUs of one domain. */
public sealed interface GpuSelection {
    /** The GPUs on which the engine is found running. */
    record Auto() implements GpuSelection {}

    /**
     * These GPUs and no others.
     *
     * @param gpus at least one
     */
    record Listed(List<GpuSelector> gpus) implements GpuSelection {
        /** @throws IllegalArgumentException if the list is empty */
        public Listed {
            gpus = List.copyOf(gpus);
            if (gpus.isEmpty()) {
                throw new IllegalArgumentException("a list of GPUs needs at least one");
            }
        }
    }
}
