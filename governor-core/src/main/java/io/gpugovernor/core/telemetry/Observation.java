package io.gpugovernor.core.telemetry;

import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.units.Moment;
import java.util.List;

/**
 * One consistent set of readings for a window: what a policy rules on.
 *
 * @param at when the loop ticked
 * @param snapshot the engine as it stands
 * @param window what happened since the snapshot before
 * @param workload what past windows taught about the work
 * @param gpus what the GPUs say of themselves
 */
public record Observation(Moment at, EngineSnapshot snapshot, Window window, Workload workload, List<GpuReading> gpus) {
    public Observation {
        gpus = List.copyOf(gpus);
    }
}
