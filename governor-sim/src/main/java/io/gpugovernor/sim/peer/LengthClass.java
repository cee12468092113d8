package io.gpugovernor.sim.peer;

/**
 * A class of requests by length, as DynamoLLM bins them: prompts short, medium and long (below 256, below 1024,
 * others), outputs likewise (below 100, below 350, others).
 *
 * @param prompt band of the prompt, 0 to 2
 * @param output band of the output, 0 to 2
 */
record LengthClass(int prompt, int output) {
    private static final int[] PROMPT_BOUNDS = {256, 1024};
    private static final int[] OUTPUT_BOUNDS = {100, 350};

    static LengthClass of(int promptTokens, int outputTokens) {
        return new LengthClass(band(promptTokens, PROMPT_BOUNDS), band(outputTokens, OUTPUT_BOUNDS));
    }

    private static int band(int tokens, int[] bounds) {
        return tokens < bounds[0] ? 0 : tokens < bounds[1] ? 1 : 2;
    }
}
