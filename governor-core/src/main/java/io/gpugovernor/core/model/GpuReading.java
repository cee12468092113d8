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
 * @param powerLimit what it may draw at the most: the least limit that binds
 */
public record GpuReading(
        GpuId gpu,
        Reading<Megahertz> appliedClock,
        Reading<Watts> power,
        Reading<Joules> energy,
        Set<ThrottleReason> throttled,
        Reading<Watts> powerLimit) {
    private static final Reading<Watts> NOT_ASKED = Reading.absent("not asked for");

    public GpuReading {
        throttled = Set.copyOf(throttled);
    }

    /** A GPU whose power limit was not asked for. */
    public GpuReading(
            GpuId gpu,
            Reading<Megahertz> appliedClock,
            Reading<Watts> power,
            Reading<Joules> energy,
            Set<ThrottleReason> throttled) {
        this(gpu, appliedClock, power, energy, throttled, NOT_ASKED);
    }
}
