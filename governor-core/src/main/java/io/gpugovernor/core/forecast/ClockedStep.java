package io.gpugovernor.core.forecast;

/**
 * How long steps take at one clock: {@link StepTime} with all that depends on the clock worked out.
 *
 * @param fixed seconds of a step that depend on nothing
 * @param exchange seconds for a token that the GPUs exchange
 * @param compute seconds of arithmetic for a token
 * @param weights seconds to read the weights once
 * @param perContextToken seconds to read a token of context
 * @param blend how far compute and memory add up
 */
record ClockedStep(
        double fixed, double exchange, double compute, double weights, double perContextToken, double blend) {

    /** Seconds of a step with {@code prefillTokens} prompt tokens and {@code sequences} decodes at a mean context. */
    double seconds(double prefillTokens, double sequences, double meanContext) {
        return linear(prefillTokens + sequences)
                + StepTime.smoothMax(compute * (prefillTokens + sequences), memory(sequences * meanContext), blend);
    }

    private double linear(double tokens) {
        return fixed + exchange * tokens;
    }

    private double memory(double contextTokens) {
        return weights + perContextToken * contextTokens;
    }

    /** Share of a step in which arithmetic takes the time, 0 to 1, if it has so many tokens and lasts {@code seconds}. */
    double computeShare(double tokens, double seconds) {
        return Math.min(1, compute * tokens / seconds);
    }
}
