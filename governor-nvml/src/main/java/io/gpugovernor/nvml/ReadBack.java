package io.gpugovernor.nvml;

import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.model.ThrottleReason;
import io.gpugovernor.core.units.Megahertz;
import java.util.Set;

/**
 * What is read back after a write.
 *
 * @param applied the SM clock
 * @param throttled what holds it down; empty if nothing does, or nobody knows
 * @param idle whether the clock may have fallen because nothing runs
 */
public record ReadBack(Reading<Megahertz> applied, Set<ThrottleReason> throttled, boolean idle) {
    public ReadBack {
        throttled = Set.copyOf(throttled);
    }

    public static ReadBack from(GpuCondition condition) {
        if (condition.reasons() instanceof Reading.Present<ClockReasons> reasons) {
            return new ReadBack(
                    condition.appliedClock(),
                    reasons.value().throttled(),
                    reasons.value().idle());
        }
        return new ReadBack(condition.appliedClock(), Set.of(), false);
    }
}
