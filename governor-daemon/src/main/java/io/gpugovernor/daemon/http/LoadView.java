package io.gpugovernor.daemon.http;

import io.gpugovernor.core.model.Load;
import io.gpugovernor.core.model.WorkloadClass;
import org.jspecify.annotations.Nullable;

/**
 * What the engine was doing.
 *
 * @param running requests in the batch
 * @param waiting requests not yet admitted
 * @param firstTokenDebt requests still owed a first token; the most that may be, where that is not certain
 * @param firstTokenDebtLeast requests owed one for certain
 * @param firstTokenDebtCertain whether {@code firstTokenDebt} is exact
 * @param requestsPerSecond recent arrival rate; null if undefined
 * @param workloadClass input and output size, {@code SS} to {@code LL}; null before any request ended
 * @param telemetryAgeSeconds age of the metrics when the decision was made
 */
public record LoadView(
        long running,
        long waiting,
        long firstTokenDebt,
        long firstTokenDebtLeast,
        boolean firstTokenDebtCertain,
        @Nullable Double requestsPerSecond,
        @Nullable String workloadClass,
        double telemetryAgeSeconds) {

    static LoadView of(Load load) {
        return new LoadView(
                load.running(),
                load.waiting(),
                load.firstTokenDebt(),
                load.leastFirstTokenDebt(),
                load.debtCertain(),
                Json.finite(load.requestsPerSecond()),
                load.workload().map(WorkloadClass::code).orElse(null),
                Json.seconds(load.telemetryAge()));
    }
}
