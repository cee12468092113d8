package io.gpugovernor.nvml;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The clock steps that every GPU of a policy domain lists: only these can be asked of all of them. */
public final class CommonClocks {
    private CommonClocks() {}

    /**
     * Absent if one GPU's steps cannot be read, or if there is no step that all have.
     *
     * @param gpus the domain's, at least one
     * @param time how long each may take
     */
    public static Reading<ClockTable> of(List<GpuLane> gpus, Duration time) {
        List<Megahertz> common = new ArrayList<>();
        for (int i = 0; i < gpus.size(); i++) {
            Reading<ClockTable> reading = gpus.get(i).ask(NvmlGpu::clockTable, time);
            if (!(reading instanceof Reading.Present<ClockTable> table)) {
                return reading;
            }
            if (i == 0) {
                common.addAll(table.value().steps());
            } else {
                common.retainAll(table.value().steps());
            }
        }
        return common.isEmpty()
                ? Reading.absent("the domain's GPUs have no clock step in common")
                : Reading.of(new ClockTable(common));
    }
}
