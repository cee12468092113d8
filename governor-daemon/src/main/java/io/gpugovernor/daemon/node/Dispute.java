package io.gpugovernor.daemon.node;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.nvml.NvmlActuator;
import java.util.Set;

/** What can be done about clocks that somebody else has set. */
interface Dispute {
    /** Writes the setpoints in force once more. */
    Actuation reassert();

    /** Gives up the locks of the GPUs with these UUIDs, without touching their clocks. */
    void disown(Set<String> uuids);

    static Dispute over(NvmlActuator gpus) {
        return new Dispute() {
            @Override
            public Actuation reassert() {
                return gpus.reassert();
            }

            @Override
            public void disown(Set<String> uuids) {
                gpus.disown(uuids);
            }
        };
    }
}
