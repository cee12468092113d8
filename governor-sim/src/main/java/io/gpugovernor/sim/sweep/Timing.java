package io.gpugovernor.sim.sweep;

import java.time.Duration;
import java.util.Optional;

/**
 * One request as its client saw it.
 *
 * @param arrival when it was sent, counted from the beginning of the reading
 * @param ttft from then until its first token
 * @param tbt mean time between its tokens; empty for a request of one token
 * @param inputTokens tokens of the prompt
 * @param outputTokens tokens that came
 */
public record Timing(Duration arrival, Duration ttft, Optional<Duration> tbt, int inputTokens, int outputTokens) {
    /** When its last token came, counted from the beginning of the reading. */
    public Duration end() {
        return arrival.plus(ttft).plus(tbt.orElse(Duration.ZERO).multipliedBy(Math.max(0, outputTokens - 1)));
    }
}
