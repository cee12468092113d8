package io.gpugovernor.nvml;

import io.gpugovernor.core.units.Megahertz;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which GPUs of a domain are written, and in which order: those to be raised first, then those to be lowered, so that a
 * tensor-parallel group never waits longer than it must for its slowest member. A GPU that is there already is left
 * alone.
 *
 * @param raised from a lower setpoint
 * @param lowered from a higher setpoint, or from none at all: a free GPU runs at its highest clock
 */
record WritePlan<G>(List<G> raised, List<G> lowered) {
    /** @param setpoints by GPU, in the domain's order; empty for a GPU that is free */
    static <G> WritePlan<G> towards(Megahertz target, Map<G, Optional<Megahertz>> setpoints) {
        List<G> raised = new ArrayList<>();
        List<G> lowered = new ArrayList<>();
        setpoints.forEach((gpu, setpoint) -> {
            if (setpoint.isPresent() && setpoint.get().isBelow(target)) {
                raised.add(gpu);
            } else if (setpoint.isEmpty() || setpoint.get().isAbove(target)) {
                lowered.add(gpu);
            }
        });
        return new WritePlan<>(List.copyOf(raised), List.copyOf(lowered));
    }

    boolean isEmpty() {
        return raised.isEmpty() && lowered.isEmpty();
    }

    /** Each is written at once, and only after the one before has succeeded. */
    List<List<G>> phases() {
        return List.of(raised, lowered).stream()
                .filter(phase -> !phase.isEmpty())
                .toList();
    }
}
