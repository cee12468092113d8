package io.gpugovernor.sim.gpu;

import java.time.Duration;

/**
 * What changing a clock takes.
 *
 * @param call time of the driver call; nothing changes before it returns
 * @param transition time from the call's return until the new clock is in force
 * @param stall time the GPU stands still when the new clock comes into force
 */
public record SwitchTiming(Duration call, Duration transition, Duration stall) {
    public static final SwitchTiming DEFAULT =
            new SwitchTiming(Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(10));

    /** @throws IllegalArgumentException if a time is negative or over a minute */
    public SwitchTiming {
        for (Duration time : new Duration[] {call, transition, stall}) {
            if (time.isNegative() || time.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException("a switch's times lie within 0 and 60 s, not " + time);
            }
        }
    }
}
