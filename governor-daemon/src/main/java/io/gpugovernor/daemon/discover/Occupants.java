package io.gpugovernor.daemon.discover;

import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.nvml.GpuProcess;
import java.util.List;

/**
 * Who computes on a GPU.
 *
 * @param processes those that hold a compute context, by the machine's process ids
 */
public record Occupants(GpuId gpu, Reading<List<GpuProcess>> processes) {
    /** The process ids; empty if they cannot be read. */
    List<Long> pids() {
        return processes instanceof Reading.Present<List<GpuProcess>> present
                ? present.value().stream().map(GpuProcess::pid).distinct().toList()
                : List.of();
    }
}
