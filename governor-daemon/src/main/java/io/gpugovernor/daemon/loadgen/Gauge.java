package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.units.Joules;
import java.util.List;

/** Reads the GPUs that serve the engine. Cannot write. */
public interface Gauge {
    /** One reading a GPU; quick. */
    List<GpuReading> read();

    /**
     * The sum of their energy counters as they stand now; may take some 20 ms.
     *
     * @throws io.gpugovernor.sim.sweep.TestbedException if one cannot be read
     */
    Joules energy();
}
