package io.gpugovernor.nvml;

import io.gpugovernor.core.model.ThrottleReason;
import java.util.EnumSet;
import java.util.Set;

/**
 * Why a GPU runs at its clock: NVML's clocks event reasons.
 *
 * <p>{@code HwSlowdown} may also be reported while a clock changes: a sample right after an own write proves nothing
 * ({@link SetpointWatch} gives no verdict before a write has settled).
 *
 * @param bits NVML's bit mask; bits that are not known here are ignored
 */
public record ClockReasons(long bits) {
    private static final long IDLE = 0x1;
    private static final long POWER = 0x4;
    private static final long THERMAL = 0x20 | 0x40;
    private static final long HARDWARE = 0x8 | 0x80;

    /** Whether nothing runs and the clock may have fallen for that. */
    public boolean idle() {
        return (bits & IDLE) != 0;
    }

    /** What holds the clock below the one asked for; empty if nothing does. */
    public Set<ThrottleReason> throttled() {
        Set<ThrottleReason> reasons = EnumSet.noneOf(ThrottleReason.class);
        if ((bits & POWER) != 0) {
            reasons.add(ThrottleReason.POWER_LIMIT);
        }
        if ((bits & THERMAL) != 0) {
            reasons.add(ThrottleReason.THERMAL);
        }
        if ((bits & HARDWARE) != 0) {
            reasons.add(ThrottleReason.HARDWARE);
        }
        return reasons;
    }
}
