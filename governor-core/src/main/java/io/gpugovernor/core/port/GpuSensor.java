package io.gpugovernor.core.port;

import io.gpugovernor.core.model.GpuReading;
import java.util.List;

/** Reads the GPUs of one policy domain. Cannot write. */
@FunctionalInterface
public interface GpuSensor {
    /** One reading a GPU, in the domain's order. A reading that fails is absent with a reason, never zero. */
    List<GpuReading> read();
}
