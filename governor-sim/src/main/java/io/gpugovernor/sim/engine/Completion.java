package io.gpugovernor.sim.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * A request's fate.
 *
 * @param ttft time from arrival to first token
 * @param tbt mean time between tokens; empty for a request of one token
 */
public record Completion(Duration ttft, Optional<Duration> tbt) {}
