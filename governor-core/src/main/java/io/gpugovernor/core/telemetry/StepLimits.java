package io.gpugovernor.core.telemetry;

import java.util.OptionalInt;

/**
 * How much an engine takes into one step, as far as anybody said.
 *
 * @param tokens most tokens; empty if nobody said
 * @param requests most requests, of all the engine's copies together; empty if nobody said
 */
public record StepLimits(OptionalInt tokens, OptionalInt requests) {
    /** Limits of which nobody said anything. */
    public static final StepLimits UNTOLD = new StepLimits(OptionalInt.empty(), OptionalInt.empty());

    /** @throws IllegalArgumentException if a limit is not positive */
    public StepLimits {
        if (tokens.orElse(1) < 1 || requests.orElse(1) < 1) {
            throw new IllegalArgumentException("limits must be positive, not " + tokens + ", " + requests);
        }
    }

    /** These, and {@code other}'s of which these do not tell. */
    public StepLimits or(StepLimits other) {
        return new StepLimits(
                tokens.isPresent() ? tokens : other.tokens, requests.isPresent() ? requests : other.requests);
    }
}
