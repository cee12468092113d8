package io.gpugovernor.sim.sweep.fit;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.gpu.EngineLimits;
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
public record Known(
        String name,
        String gpuModel,
        String modelName,
        int gpus,
        ClockTable clocks,
        EngineLimits limits,
        Optional<Watts> powerLimit) {}
