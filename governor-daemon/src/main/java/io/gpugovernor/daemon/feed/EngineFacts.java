package io.gpugovernor.daemon.feed;

/**
 * What does not change while an engine runs. A number that the engine did not tell is 0, a text empty.
 *
 * @param tensorParallel GPUs that compute one layer together
 * @param maxSequences most requests in a batch
 * @param maxBatchedTokens most tokens in a step
 * @param model the model's name
 * @param version the engine's version
 */
public record EngineFacts(
        long tensorParallel, long maxSequences, long maxBatchedTokens, String model, String version) {}
