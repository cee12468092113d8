package io.gpugovernor.core.forecast;

import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.util.List;

/**
 * What the GPUs of a domain say together.
 *
 * @param clock the slowest GPU's clock; the setpoint if no GPU tells
 * @param watts power of all; 0 if one does not tell
 * @param throttled whether something holds one of them below its setpoint
 */
public record Applied(Megahertz clock, double watts, boolean throttled) {
    public static Applied by(List<GpuReading> gpus, Megahertz setpoint) {
        int slowest = Integer.MAX_VALUE;
        double watts = 0;
        boolean complete = true;
        boolean throttled = false;
        for (GpuReading gpu : gpus) {
            if (gpu.appliedClock() instanceof Reading.Present<Megahertz> clock) {
                slowest = Math.min(slowest, clock.value().value());
            }
            if (gpu.power() instanceof Reading.Present<Watts> power) {
                watts += power.value().value();
            } else {
                complete = false;
            }
            throttled |= !gpu.throttled().isEmpty();
        }
        return new Applied(
                slowest == Integer.MAX_VALUE ? setpoint : new Megahertz(slowest), complete ? watts : 0, throttled);
    }
}
