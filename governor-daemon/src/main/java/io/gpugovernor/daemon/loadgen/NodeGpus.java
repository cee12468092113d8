package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.units.Megahertz;
import java.util.List;
import java.util.Optional;

/**
 * The GPUs that serve the engine.
 *
 * @param ids which they are, at least one
 * @param clocks the steps that all of them list, ascending
 * @param actuator sets their clocks, under the lease; empty in observe mode, where nothing exists that could
 */
public record NodeGpus(
        Gauge gauge, List<GpuId> ids, List<Megahertz> clocks, Optional<ClockActuator> actuator) {
    public NodeGpus {
        ids = List.copyOf(ids);
        clocks = List.copyOf(clocks);
    }
}
