package io.gpugovernor.core.forecast;

import java.time.Duration;

/**
 * How fast the governor can act.
 *
 * @param tick time between two decisions
 * @param actuation time from a decision until its clock is in force: the driver call and the transition
 * @param stall time the GPU stands still when a clock changes
 */
public record Cadence(Duration tick, Duration actuation, Duration stall) {
    /** @throws IllegalArgumentException if the tick is not positive or another time is negative */
    public Cadence {
        if (tick.isNegative() || tick.isZero() || actuation.isNegative() || stall.isNegative()) {
            throw new IllegalArgumentException("a cadence needs a positive tick and no negative times");
        }
    }

    /**
     * The cadence of a loop whose newest window was so long. It ticks as often as its telemetry comes, which may have
     * become slower than the tick that was planned, never faster.
     */
    public Cadence seen(Duration window) {
        return window.compareTo(tick) > 0 ? new Cadence(window, actuation, stall) : this;
    }

    /** Time a change of clock takes away: actuation and stall. */
    public Duration switchTime() {
        return actuation.plus(stall);
    }

    /** Time until the next decision can be in force. */
    public Duration horizon() {
        return tick.plus(actuation);
    }
}
