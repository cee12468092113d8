package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.units.Megahertz;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The GPUs that serve the engine.
 *
 * @param ids which they are, at least one
 * @param clocks the steps that all of them list, ascending
 * @param actuator sets their clocks, under the lease; empty in observe mode, where nothing exists that could
 */
public record NodeGpus(Gauge gauge, List<GpuId> ids, List<Megahertz> clocks, Optional<ClockActuator> actuator) {
    public NodeGpus {
        ids = List.copyOf(ids);
        clocks = List.copyOf(clocks);
    }

    /** The highest clock that one of them runs at now; empty if none tells. */
    public Optional<Megahertz> currentClock() {
        return gauge.read().stream()
                .flatMap(gpu -> gpu.appliedClock() instanceof Reading.Present<Megahertz> clock
                        ? Stream.of(clock.value())
                        : Stream.empty())
                .max(Comparator.naturalOrder());
    }
}
