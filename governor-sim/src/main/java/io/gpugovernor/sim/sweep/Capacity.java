package io.gpugovernor.sim.sweep;

import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * The maximum throughput of a class at a clock: the highest rate at which the 99th percentiles of both latencies keep
 * their limits.
 *
 * @param sloTtft limit of the 99th percentile of the time to first token
 * @param sloTbt limit of the 99th percentile of a request's mean time between tokens
 * @param maximum the highest rate that kept both; empty if not even the lowest rate tried did
 * @param ttft 99th percentile at that rate; at the lowest rate tried where there is no maximum, and so are the others
 * @param tbt 99th percentile at that rate
 * @param power mean of all GPUs of the engine together, at that rate
 * @param energyPerRequest at that rate
 * @param limitedBy what failed first above that rate
 */
public record Capacity(
        Setup setup,
        WorkloadClass workload,
        Megahertz clock,
        Duration sloTtft,
        Duration sloTbt,
        Optional<RequestRate> maximum,
        Duration ttft,
        Duration tbt,
        Watts power,
        Joules energyPerRequest,
        Limit limitedBy) {
    /** What kept the rate from being higher. */
    public enum Limit {
        TTFT,
        TBT,
        BOTH,
        /** Requests failed. */
        FAILURES;

        /** How datasets write it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** By configuration, class and clock. */
    static final Comparator<Capacity> ORDER = Comparator.comparing(Capacity::setup)
            .thenComparing(Capacity::workload)
            .thenComparing(Capacity::clock);
}
