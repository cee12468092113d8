package io.gpugovernor.core.forecast;

import java.time.Duration;
import java.util.Optional;

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
     * The cadence of a loop whose newest window was so long. One that asks for its telemetry ticks as often as that comes,
     * which may have become slower than the tick that was planned, never faster. One that is told the news ticks as the
     * news come, and at the latest when it had planned to.
     *
     * @param pace time within which news come; empty for a loop that asks
     */
    public Cadence seen(Duration window, Optional<Duration> pace) {
        Duration expected = pace.isPresent() && pace.get().compareTo(tick) < 0 ? pace.get() : tick;
        Duration next = window.compareTo(expected) > 0 ? window : expected;
        return next.equals(tick) ? this : new Cadence(next, actuation, stall);
    }

    /** Time a change of clock takes away: actuation and stall. */
    public Duration switchTime() {
        return actuation.plus(stall);
    }

    /** Seconds until the next decision can be in force, for formulas. */
    public double horizonSeconds() {
        return (tick.toNanos() + actuation.toNanos()) / 1e9;
    }
}
