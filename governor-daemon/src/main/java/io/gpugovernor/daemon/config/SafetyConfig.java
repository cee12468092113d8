package io.gpugovernor.daemon.config;

import java.time.Duration;

/**
 * When clocks are given back.
 *
 * @param onExit what happens to locks when the daemon stops
 * @param staleAfter age of the newest telemetry past which clocks are released
 */
public record SafetyConfig(OnExit onExit, Duration staleAfter) {
    public static final SafetyConfig DEFAULT = new SafetyConfig(OnExit.RELEASE, Duration.ofSeconds(3));

    /** @throws IllegalArgumentException if {@code staleAfter} is not longer than zero */
    public SafetyConfig {
        if (staleAfter.isZero() || staleAfter.isNegative()) {
            throw new IllegalArgumentException("telemetry cannot be stale at once: " + staleAfter);
        }
    }
}
