package io.gpugovernor.sim.live;

import io.gpugovernor.sim.engine.Completion;

/**
 * A request that ended.
 *
 * @param completion how it was served
 * @param promptTokens its prompt's length
 * @param generatedTokens tokens generated
 */
public record EndedRequest(Completion completion, int promptTokens, int generatedTokens) {}
