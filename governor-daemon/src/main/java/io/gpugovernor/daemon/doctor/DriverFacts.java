package io.gpugovernor.daemon.doctor;

import io.gpugovernor.core.model.Reading;
import io.gpugovernor.nvml.binding.NvmlStatus;
import java.util.List;

/** What came of starting NVML. */
public sealed interface DriverFacts {
    /** There was no library to start. */
    record NotTried() implements DriverFacts {}

    /** @param reason one line, NVML's status included */
    record Failed(NvmlStatus status, String reason) implements DriverFacts {}

    /**
     * NVML runs.
     *
     * @param gpus in NVML's order
     * @param unreadable one line for each GPU that cannot be identified
     */
    record Started(Reading<String> driver, Reading<String> nvml, List<GpuFacts> gpus, List<String> unreadable)
            implements DriverFacts {
        public Started {
            gpus = List.copyOf(gpus);
            unreadable = List.copyOf(unreadable);
        }
    }
}
