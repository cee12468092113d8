package io.gpugovernor.daemon.loadgen;

import java.util.SplittableRandom;

/**
 * Prompts of known length: token ids drawn at random, so that no prompt begins as another did and a prefix cache finds
 * nothing. What they say is nonsense, which costs an engine the same.
 */
final class PromptTokens {
    /** Ids that every common vocabulary holds, above those it reserves for bytes and marks. */
    private static final int FIRST = 1_000;

    private static final int BEYOND = 30_000;

    private final SplittableRandom random;

    /**
     * @param salt of its own for every process: an engine that has served a sweep before remembers that one's prompts.
     *     Arrivals and lengths do not depend on it
     */
    PromptTokens(long salt) {
        this.random = new SplittableRandom(salt);
    }

    int[] next(int length) {
        return random.ints(length, FIRST, BEYOND).toArray();
    }
}
