package io.gpugovernor.daemon.discover;

import java.util.Optional;

/** Whether an engine was found on as many GPUs as it was started for. */
public final class Parallelism {
    private Parallelism() {}

    /** Fewer GPUs than the engine takes: the rest was not found, so what was is not the whole answer. */
    public static Optional<Refusal> shortfall(int found, EngineSettings settings) {
        return settings.gpus()
                .filter(told -> found < told.value())
                .map(told -> new Refusal(
                        "its engine takes " + gpus(told.value()) + " (" + told.source() + "), and " + gpus(found)
                                + " would be governed",
                        "wait until the engine has loaded its model; where it spans nodes, or this is meant, "
                                + Refusal.LIST));
    }

    /** More GPUs than the engine takes. */
    public static Optional<Refusal> surplus(int found, EngineSettings settings) {
        return settings.gpus()
                .filter(told -> found > told.value())
                .map(told -> new Refusal(
                        "its engine takes " + gpus(told.value()) + " (" + told.source() + "), and " + gpus(found)
                                + " would be governed",
                        "see with nvidia-smi who computes there, and list the engine's own in the domain's gpus"));
    }

    private static String gpus(int count) {
        return count + (count == 1 ? " GPU" : " GPUs");
    }
}
