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
 * @param source where the snapshot comes from
 */
public record Observation(
        Moment at, EngineSnapshot snapshot, Window window, Workload workload, List<GpuReading> gpus, Source source) {
    /** An observation by a source that is asked once a period. */
    public Observation(Moment at, EngineSnapshot snapshot, Window window, Workload workload, List<GpuReading> gpus) {
        this(at, snapshot, window, workload, gpus, Source.ASKED);
    }

    public Observation {
        gpus = List.copyOf(gpus);
    }
}
