package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.sim.sweep.Isolated;
import io.gpugovernor.sim.sweep.Target;
import java.time.Duration;
import java.util.Optional;

/**
 * Which latencies the 99th percentile must keep: what was given, and otherwise five times the latency of a request alone on
 * the engine at the highest clock (Towards Greener LLMs, section III).
 *
 * @param ttft limit of the time to first token for every class, if given
 * @param tbt limit of the mean time between tokens for every class, if given
 */
public record SloRule(Optional<Duration> ttft, Optional<Duration> tbt) {
    public static final SloRule PAPER = new SloRule(Optional.empty(), Optional.empty());
    public static final double FACTOR = 5;

    /** @param alone the class at the highest clock */
    Target target(Isolated alone) {
        return new Target(
                alone.setup(),
                alone.workload(),
                ttft.orElseGet(() -> Durations.ofSeconds(FACTOR * alone.ttft().value())),
                tbt.orElseGet(() -> Durations.ofSeconds(FACTOR * alone.tbt().value())));
    }
}
