package io.gpugovernor.core.telemetry;

import io.gpugovernor.core.model.WorkloadClass;
import java.util.Optional;

/**
 * The mean shape of recent requests, and with it the paper's workload class.
 *
 * @param inputTokens mean prompt length of recently ended requests
 * @param outputTokens mean generated length of recently ended requests
 * @param ended how many ended so far
 */
public record WorkloadMix(double inputTokens, double outputTokens, long ended) {
    /** Requests that count; fewer would flicker between classes, more would miss a change of the mix. */
    private static final double MEMORY = 100;

    public static final WorkloadMix UNKNOWN = new WorkloadMix(0, 0, 0);

    public WorkloadMix after(Window window) {
        long count =
                Math.min(window.promptLengths().count(), window.outputLengths().count());
        if (count == 0) {
            return this;
        }
        double share = Math.max(count / (double) (ended + count), 1 - Math.pow(1 - 1 / MEMORY, count));
        return new WorkloadMix(
                inputTokens + share * (window.promptLengths().mean() - inputTokens),
                outputTokens + share * (window.outputLengths().mean() - outputTokens),
                ended + count);
    }

    /** The class of the mix; empty before anything ended. */
    public Optional<WorkloadClass> workloadClass() {
        return ended == 0 ? Optional.empty() : Optional.of(WorkloadClass.of(inputTokens, outputTokens));
    }
}
