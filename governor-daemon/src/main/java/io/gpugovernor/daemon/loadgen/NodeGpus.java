package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.units.Megahertz;
import java.util.List;
import java.util.Optional;

/**
 * The GPUs that serve the engine.
 *
 * @param clocks the steps that all of them list, ascending
 * @param actuator sets their clocks, under the lease; empty in observe mode, where nothing exists that could
 */
public record NodeGpus(Gauge gauge, List<Megahertz> clocks, Optional<ClockActuator> actuator) {
    public NodeGpus {
        clocks = List.copyOf(clocks);
    }
}
