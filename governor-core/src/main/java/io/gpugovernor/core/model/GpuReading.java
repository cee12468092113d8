package io.gpugovernor.core.model;

import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.util.Set;

/**
 * What one GPU says of itself at one instant.
 *
 * @param gpu which GPU
 * @param appliedClock the SM clock it runs at
 * @param power board power
 * @param energy energy counter since the driver was loaded
 * @param throttled why it runs below its setpoint; empty if it does not
 */
public record GpuReading(
        GpuId gpu,
        Reading<Megahertz> appliedClock,
        Reading<Watts> power,
        Reading<Joules> energy,
        Set<ThrottleReason> throttled) {
    public GpuReading {
        throttled = Set.copyOf(throttled);
    }
}
