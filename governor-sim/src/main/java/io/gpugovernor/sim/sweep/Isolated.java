package io.gpugovernor.sim.sweep;

import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.Comparator;

/**
 * A request of one class, alone on the engine.
 *
 * @param repeats how often it was sent
 * @param ttft time to first token, s
 * @param tbt mean time between tokens, s
 * @param elapsed from sending to the last token, mean
 * @param energy of all GPUs meanwhile, mean
 * @param outliers repeats that stand apart from the others; they are in the means
 */
public record Isolated(
        Setup setup,
        WorkloadClass workload,
        Megahertz clock,
        int repeats,
        Estimate ttft,
        Estimate tbt,
        Duration elapsed,
        Joules energy,
        int outliers) {
    /** By configuration, class and clock. */
    static final Comparator<Isolated> ORDER = Comparator.comparing(Isolated::setup)
            .thenComparing(Isolated::workload)
            .thenComparing(Isolated::clock);
}
