package io.gpugovernor.sim.characterize;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;

/**
 * One measured point of a clock sweep.
 *
 * @param line its line in the file
 * @param gpus GPUs in the tensor-parallel group
 * @param inputTokens prompt length of every request
 * @param outputTokens generated length of every request
 * @param clock locked clock
 * @param requestsPerSecond offered rate
 * @param power mean power, summed over the group
 * @param ttft 99th percentile of the time to first token
 * @param tbt 99th percentile of the time per output token
 */
public record SweepRow(
        int line,
        int gpus,
        int inputTokens,
        int outputTokens,
        Megahertz clock,
        double requestsPerSecond,
        Watts power,
        Duration ttft,
        Duration tbt) {}
