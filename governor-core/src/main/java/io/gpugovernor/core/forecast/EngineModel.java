package io.gpugovernor.core.forecast;

import java.time.Duration;

/**
 * What the governor believes of one engine on its GPUs.
 *
 * @param stepTime how long steps take
 * @param power what they draw
 * @param firstTokenOverhead part of a time to first token that no clock changes: tokenisation, queues, network
 * @param stepTokens most tokens in one step
 */
public record EngineModel(StepTime stepTime, PowerModel power, Duration firstTokenOverhead, int stepTokens) {}
