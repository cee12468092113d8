package io.gpugovernor.core.port;

import io.gpugovernor.core.model.Decision;

/** Takes every decision, for the log, the metrics and {@code explain}. */
@FunctionalInterface
public interface DecisionSink {
    void record(Decision decision);
}
