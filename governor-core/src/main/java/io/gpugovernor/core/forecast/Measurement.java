package io.gpugovernor.core.forecast;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;

/**
 * One measured point that a model is fitted to.
 *
 * @param clock clock in force
 * @param prefillTokens prompt tokens in the step
 * @param sequences sequences decoding in the step
 * @param meanContext mean context of those sequences, tokens
 * @param time of the step; with prompt tokens, an isolated prompt's time to first token
 * @param power mean power of the domain meanwhile
 */
public record Measurement(
        Megahertz clock, int prefillTokens, int sequences, double meanContext, Duration time, Watts power) {}
