package io.gpugovernor.sim.advise;

import io.gpugovernor.sim.trace.Trace;

/**
 * Mean lengths of requests, in tokens.
 *
 * @param input of prompts
 * @param output of answers
 */
record MeanLengths(double input, double output) {
    static MeanLengths of(Trace sample) {
        return new MeanLengths(
                (double) sample.totalPromptTokens() / sample.size(),
                (double) sample.totalOutputTokens() / sample.size());
    }

    /** Mean context of a request that is being answered. */
    double context() {
        return input + output / 2;
    }
}
