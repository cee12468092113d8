package io.gpugovernor.sim.gpu;

/**
 * What one engine step computes.
 *
 * @param prefillTokens prompt tokens processed
 * @param prefillPairs sum over those tokens of the tokens each attends to
 * @param decodes sequences that get one token each
 * @param contextTokens sum of the contexts of those sequences
 */
public record StepShape(long prefillTokens, double prefillPairs, int decodes, long contextTokens) {
    public static final StepShape NOTHING = new StepShape(0, 0, 0, 0);

    /** One prompt's chunk of {@code tokens} tokens behind {@code before} tokens already processed. */
    public static StepShape prefill(long before, long tokens) {
        return new StepShape(tokens, pairs(before, tokens), 0, 0);
    }

    /** {@code sequences} sequences decoding at a context of {@code context} tokens each. */
    public static StepShape decode(int sequences, long context) {
        return new StepShape(0, 0, sequences, sequences * context);
    }

    /** This step with {@code other}'s work added. */
    public StepShape plus(StepShape other) {
        return new StepShape(
                prefillTokens + other.prefillTokens,
                prefillPairs + other.prefillPairs,
                decodes + other.decodes,
                contextTokens + other.contextTokens);
    }

    /** Token pairs of a causal chunk of {@code tokens} behind {@code before}. */
    public static double pairs(long before, long tokens) {
        return (double) tokens * before + 0.5 * tokens * (tokens + 1);
    }
}
