package io.gpugovernor.sim.sweep;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.util.List;
import java.util.Optional;

/**
 * What was measured. A text that is not known is {@link #UNKNOWN}.
 *
 * @param hardware name of the profile or node
 * @param gpuModel product name of the GPUs
 * @param driver version of their driver
 * @param engine name and version of the inference engine
 * @param model name of the model served
 * @param tensorParallel GPUs that the model is spread over
 * @param maxSequences most requests in a batch
 * @param stepTokens most tokens in a step
 * @param kvTokens tokens that the KV cache holds, if known
 * @param clocks clock steps of each GPU, ascending; empty if unknown
 * @param powerLimit of each GPU, if known
 */
public record Subject(
        String hardware,
        String gpuModel,
        String driver,
        String engine,
        String model,
        int tensorParallel,
        int maxSequences,
        int stepTokens,
        Optional<Long> kvTokens,
        List<Megahertz> clocks,
        Optional<Watts> powerLimit) {
    public static final String UNKNOWN = "unknown";

    public Subject {
        clocks = List.copyOf(clocks);
    }

    /** The configuration in which it was measured. */
    public Setup setup() {
        return new Setup(tensorParallel, maxSequences);
    }
}
