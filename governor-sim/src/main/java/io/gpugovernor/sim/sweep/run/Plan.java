package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.sweep.Setup;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;

/**
 * What is to be measured: every cell at every clock and every load.
 *
 * @param cells classes on configurations, without repeats
 * @param clocks at which they are served
 * @param benchClocks at which idle power and volleys are measured, for a profile
 * @param reference the highest clock of the GPUs: there a request alone gives the SLO, and the maximum throughput gives
 *     the loads
 * @param loads at which points are measured
 * @param slos what a maximum throughput has to keep
 * @param effort how much is measured
 * @param seed of every arrival and jitter
 */
public record Plan(
        List<Cell> cells,
        List<Megahertz> clocks,
        List<Megahertz> benchClocks,
        Megahertz reference,
        List<Load> loads,
        SloRule slos,
        Effort effort,
        long seed) {
    public Plan {
        cells = List.copyOf(new LinkedHashSet<>(cells));
        clocks = List.copyOf(new TreeSet<>(clocks));
        benchClocks = List.copyOf(new TreeSet<>(benchClocks));
        loads = List.copyOf(new LinkedHashSet<>(loads));
    }

    /** The configurations, in the order of their cells. */
    public List<Setup> setups() {
        return cells.stream().map(Cell::setup).distinct().toList();
    }

    /** The clocks, and the reference. */
    List<Megahertz> allClocks() {
        TreeSet<Megahertz> all = new TreeSet<>(clocks);
        all.add(reference);
        return List.copyOf(all);
    }
}
