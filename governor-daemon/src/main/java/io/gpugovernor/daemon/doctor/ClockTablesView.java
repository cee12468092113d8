package io.gpugovernor.daemon.doctor;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Megahertz;
import java.util.List;

/**
 * The clocks that each GPU lists, for a report.
 *
 * @param gpus none if the driver does not run
 */
public record ClockTablesView(List<GpuClocks> gpus) {
    /**
     * One GPU.
     *
     * @param clocksMHz ascending; empty where they could not be read
     * @param absence why not; empty where they could
     */
    public record GpuClocks(int index, String uuid, String model, List<Integer> clocksMHz, String absence) {}

    public static ClockTablesView of(NodeFacts facts) {
        return new ClockTablesView(
                facts.driver() instanceof DriverFacts.Started started
                        ? started.gpus().stream().map(ClockTablesView::clocks).toList()
                        : List.of());
    }

    private static GpuClocks clocks(GpuFacts gpu) {
        List<Integer> steps = gpu.clocks() instanceof Reading.Present<ClockTable> table
                ? table.value().steps().stream().map(Megahertz::value).toList()
                : List.of();
        String absence = gpu.clocks() instanceof Reading.Absent<ClockTable> absent ? absent.reason() : "";
        return new GpuClocks(gpu.id().index(), gpu.id().uuid(), gpu.id().model(), steps, absence);
    }
}
