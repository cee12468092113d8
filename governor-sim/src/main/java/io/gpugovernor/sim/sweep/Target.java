package io.gpugovernor.sim.sweep;

import io.gpugovernor.core.model.WorkloadClass;
import java.time.Duration;

/**
 * The SLO of a class in one configuration, for the 99th percentile of its requests.
 *
 * @param ttft limit of the time to first token
 * @param tbt limit of a request's mean time between tokens
 */
public record Target(Setup setup, WorkloadClass workload, Duration ttft, Duration tbt) {}
