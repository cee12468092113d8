package io.gpugovernor.sim.sweep.run;

import java.time.Duration;

/**
 * What is ahead of a sweep.
 *
 * @param all measurements planned, each a row of the dataset
 * @param done of them measured before
 * @param requests about so many are to be served
 * @param duration about so long it will take
 */
public record Outlook(int all, int done, long requests, Duration duration) {}
