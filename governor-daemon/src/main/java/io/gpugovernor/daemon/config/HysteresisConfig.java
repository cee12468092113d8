package io.gpugovernor.daemon.config;

import io.gpugovernor.core.units.Ratio;
import java.time.Duration;

/**
 * The operator's bounds on how often a domain changes its clock; the policy already charges every change its cost.
 *
 * @param maxSwitchesPerMinute changes allowed in any minute, at least 1
 * @param dwell least time at a clock before it may be lowered; zero for none
 * @param deadBand saving below which a change is not worth making, as a share of the present power
 */
public record HysteresisConfig(int maxSwitchesPerMinute, Duration dwell, Ratio deadBand) {
    public static final HysteresisConfig DEFAULT = new HysteresisConfig(240, Duration.ZERO, new Ratio(0.02));

    /** @throws IllegalArgumentException if no change would ever be allowed, or {@code dwell} is negative */
    public HysteresisConfig {
        if (maxSwitchesPerMinute < 1) {
            throw new IllegalArgumentException("at least one switch a minute, not " + maxSwitchesPerMinute);
        }
        if (dwell.isNegative()) {
            throw new IllegalArgumentException("a dwell cannot be negative: " + dwell);
        }
    }
}
