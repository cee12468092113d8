package io.gpugovernor.sim.sweep.fit;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.gpu.EngineLimits;
import io.gpugovernor.sim.sweep.Subject;
import java.util.Optional;

/**
 * What is known of a node without measuring it.
 *
 * @param name how the profile is called
 * @param gpuModel product name of the GPU
 * @param modelName model the engine serves
 * @param gpus GPUs of the tensor-parallel group, 1 to 64
 * @param clocks clock steps of each GPU; times are stated for the highest
 * @param limits the engine's scheduling limits
 * @param powerLimit power limit of each GPU, if it is known; otherwise it is fitted where it was reached
 */
record Known(
        String name,
        String gpuModel,
        String modelName,
        int gpus,
        ClockTable clocks,
        EngineLimits limits,
        Optional<Watts> powerLimit) {
    /** Where a driver's steps are not known: the distance that NVIDIA's data-centre GPUs have. */
    private static final int USUAL_STEP = 15;

    /** Where an engine does not tell the size of its KV cache: room for full batches of long requests. */
    private static final long USUAL_KV_TOKENS = 500_000;

    static Known of(Subject subject, String name, Evidence evidence) {
        ClockTable clocks = subject.clocks().isEmpty()
                ? ClockTable.evenly(evidence.clocks().first(), evidence.clocks().last(), USUAL_STEP)
                : new ClockTable(subject.clocks());
        EngineLimits limits = new EngineLimits(
                subject.stepTokens(), subject.maxSequences(), subject.kvTokens().orElse(USUAL_KV_TOKENS));
        return new Known(
                name,
                subject.gpuModel(),
                subject.model(),
                subject.tensorParallel(),
                clocks,
                limits,
                subject.powerLimit());
    }
}
