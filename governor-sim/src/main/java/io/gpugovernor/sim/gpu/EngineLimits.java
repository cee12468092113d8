package io.gpugovernor.sim.gpu;

/**
 * The engine's scheduling limits, as its command line sets them.
 *
 * @param stepTokens most tokens in one step, prefill and decode together [max_num_batched_tokens]
 * @param maxSequences most requests in the batch [max_num_seqs]
 * @param kvTokens tokens the KV cache holds over all GPUs of the domain
 */
public record EngineLimits(int stepTokens, int maxSequences, long kvTokens) {
    /** Tokens in one block of the KV cache, vLLM's default. */
    public static final int BLOCK = 16;

    /** @throws IllegalArgumentException if a limit is not positive or the KV cache holds less than a step or a block */
    public EngineLimits {
        if (stepTokens < 1 || maxSequences < 1 || kvTokens < Math.max(BLOCK, stepTokens)) {
            throw new IllegalArgumentException(
                    "engine limits must be positive, and the KV cache must hold one step and one block of " + BLOCK
                            + " tokens");
        }
    }
}
