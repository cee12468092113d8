package io.gpugovernor.core.model;

import java.time.Duration;
import java.util.Optional;

/**
 * What the engine was doing when a decision was made.
 *
 * @param running requests in the batch
 * @param waiting requests not yet admitted
 * @param firstTokenDebt requests still owed a first token
 * @param requestsPerSecond recent arrival rate
 * @param workload class of the recent mix; empty before anything ended
 * @param telemetryAge time since the metrics were read
 */
public record Load(
        long running,
        long waiting,
        long firstTokenDebt,
        double requestsPerSecond,
        Optional<WorkloadClass> workload,
        Duration telemetryAge) {}
