package io.gpugovernor.core.model;

import java.time.Duration;
import java.util.Optional;

/**
 * What the engine was doing when a decision was made.
 *
 * @param running requests in the batch
 * @param waiting requests not yet admitted
 * @param firstTokenDebt requests still owed a first token; the most that may be, where that is not certain
 * @param leastFirstTokenDebt requests owed one for certain; as many as {@code firstTokenDebt} where that is exact
 * @param debtCertain whether the count is exact
 * @param requestsPerSecond recent arrival rate
 * @param workload class of the recent mix; empty before anything ended
 * @param telemetryAge time since the metrics were read
 */
public record Load(
        long running,
        long waiting,
        long firstTokenDebt,
        long leastFirstTokenDebt,
        boolean debtCertain,
        double requestsPerSecond,
        Optional<WorkloadClass> workload,
        Duration telemetryAge) {
    /** Metrics that came in while the decision was being made are new, not from the future. */
    public Load {
        telemetryAge = telemetryAge.isNegative() ? Duration.ZERO : telemetryAge;
    }
}
