package io.gpugovernor.daemon.doctor;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.nvml.GpuProcess;
import io.gpugovernor.nvml.PowerRange;
import io.gpugovernor.nvml.Virtualization;
import java.util.List;

/**
 * What one GPU says of itself.
 *
 * @param enforcedLimit the least power limit that binds
 * @param defaultLimit the power limit it comes with
 * @param limits between which power limits an administrator may choose
 * @param processes those that hold a compute context on it
 */
public record GpuFacts(
        GpuId id,
        Reading<ClockTable> clocks,
        Reading<Boolean> persistence,
        Reading<Boolean> mig,
        Reading<Virtualization> virtualization,
        Reading<Watts> enforcedLimit,
        Reading<Watts> defaultLimit,
        Reading<PowerRange> limits,
        Reading<List<GpuProcess>> processes) {}
