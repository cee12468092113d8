package io.gpugovernor.sim.trace;

import java.time.Duration;

/**
 * One request of a trace.
 *
 * @param arrival time since the trace's start, 0 to 366 days
 * @param promptTokens tokens to be read, 1 to 10,000,000
 * @param outputTokens tokens to be generated, 1 to 1,000,000
 */
public record Request(Duration arrival, int promptTokens, int outputTokens) {
    /** @throws IllegalArgumentException if a part lies outside its range */
    public Request {
        if (arrival.isNegative() || arrival.compareTo(TraceLimits.LONGEST) > 0) {
            throw new IllegalArgumentException("a request arrives within 0 and 366 days, not at " + arrival);
        }
        requireTokens("prompt", promptTokens, TraceLimits.PROMPT_TOKENS);
        requireTokens("output", outputTokens, TraceLimits.OUTPUT_TOKENS);
    }

    private static void requireTokens(String what, int tokens, int limit) {
        if (tokens < 1 || tokens > limit) {
            throw new IllegalArgumentException("a request has 1 to " + limit + " " + what + " tokens, not " + tokens);
        }
    }
}
