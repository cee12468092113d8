package io.gpugovernor.sim.gpu;

/**
 * How the engine schedules, and within what limits, as its command line sets them.
 *
 * @param stepTokens most tokens in one step, prefill and decode together [max_num_batched_tokens]
 * @param maxSequences most requests in the batch [max_num_seqs]
 * @param kvTokens tokens the KV cache holds over all GPUs of the domain
 * @param scheduling which work goes into a step together
 */
public record EngineLimits(int stepTokens, int maxSequences, long kvTokens, Scheduling scheduling) {
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

    /** Limits of an engine that mixes prompts with answers. */
    public EngineLimits(int stepTokens, int maxSequences, long kvTokens) {
        this(stepTokens, maxSequences, kvTokens, Scheduling.MIXED);
    }

    /** The same engine with other steps. */
    EngineLimits with(Scheduling other) {
        return new EngineLimits(stepTokens, maxSequences, kvTokens, other);
    }

    /** The same with another limit of the batch. */
    EngineLimits withMaxSequences(int most) {
        return new EngineLimits(stepTokens, most, kvTokens, scheduling);
    }
}
