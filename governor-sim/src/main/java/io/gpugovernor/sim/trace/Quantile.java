package io.gpugovernor.sim.trace;

import io.gpugovernor.core.units.Ratio;

/**
 * One point of a distribution of lengths.
 *
 * @param share of requests that are this long or shorter
 * @param tokens 1 to 10,000,000
 */
public record Quantile(Ratio share, int tokens) {
    /** @throws IllegalArgumentException if {@code tokens} is out of range */
    public Quantile {
        if (tokens < 1 || tokens > TraceLimits.PROMPT_TOKENS) {
            throw new IllegalArgumentException("a length lies within 1 and 10,000,000 tokens, not " + tokens);
        }
    }

    /** {@code percent} of requests have at most {@code tokens}. */
    static Quantile percent(double percent, int tokens) {
        return new Quantile(new Ratio(percent / 100), tokens);
    }
}
