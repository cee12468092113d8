package io.gpugovernor.sim.sweep;

/**
 * Quantiles of a latency over the requests of a reading, by the nearest rank; in seconds.
 *
 * @param p50 median
 * @param p90 what nine in ten requests do not exceed
 * @param p99 what 99 in 100 requests do not exceed
 */
public record Spread(Estimate p50, Estimate p90, Estimate p99) {}
