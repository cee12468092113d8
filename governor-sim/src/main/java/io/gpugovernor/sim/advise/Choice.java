package io.gpugovernor.sim.advise;

/**
 * A configuration that keeps the promise, as it was tried.
 *
 * @param score what the objective charges: joules a request, watts, or money an hour
 */
public record Choice(Configuration configuration, Trial trial, double score) {}
