package io.gpugovernor.nvml;

import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;

/**
 * Everything that is read from one GPU every tick.
 *
 * @param gpu which GPU
 * @param appliedClock the SM clock it runs at
 * @param power board power
 * @param reasons why it runs at that clock
 * @param temperature of the GPU's own sensor
 * @param powerLimit the least limit that binds
 * @param persistence whether the driver keeps locks while nobody uses the GPU
 */
public record GpuCondition(
        GpuId gpu,
        Reading<Megahertz> appliedClock,
        Reading<Watts> power,
        Reading<ClockReasons> reasons,
        Reading<Celsius> temperature,
        Reading<Watts> powerLimit,
        Reading<Boolean> persistence) {

    /** Six calls on the caller's thread. */
    public static GpuCondition read(NvmlGpu gpu) {
        return new GpuCondition(
                gpu.id(),
                gpu.appliedClock(),
                gpu.power(),
                gpu.clockReasons(),
                gpu.temperature(),
                gpu.enforcedPowerLimit(),
                gpu.persistence());
    }

    static GpuCondition unknown(GpuId gpu, String reason) {
        return new GpuCondition(
                gpu,
                Reading.absent(reason),
                Reading.absent(reason),
                Reading.absent(reason),
                Reading.absent(reason),
                Reading.absent(reason),
                Reading.absent(reason));
    }
}
