package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.units.Megahertz;
import java.util.List;
import java.util.TreeSet;

/** Which clocks a sweep visits. */
public final class SweptClocks {
    /** Where the paper's sweep begins, MHz. */
    private static final int PAPER_LOWEST = 800;

    private static final int PAPER_STEP = 200;

    private SweptClocks() {}

    /** The paper's: 800 MHz, every 200 MHz more, and the highest; each the nearest step that the GPU has. */
    public static List<Megahertz> paper(ClockTable table) {
        TreeSet<Megahertz> clocks = new TreeSet<>();
        for (int clock = PAPER_LOWEST; clock < table.max().value(); clock += PAPER_STEP) {
            clocks.add(nearest(table, new Megahertz(clock)));
        }
        clocks.add(table.max());
        return List.copyOf(clocks);
    }

    /**
     * Where idle power and volleys are measured: the clocks of the sweep, the lowest step, one half-way between, and the
     * highest. A governor goes lower than a sweep, and a profile should not have to guess there.
     */
    public static List<Megahertz> bench(ClockTable table, List<Megahertz> swept) {
        TreeSet<Megahertz> clocks = new TreeSet<>(swept);
        Megahertz lowest = clocks.first();
        clocks.add(nearest(table, new Megahertz((table.min().value() + lowest.value()) / 2)));
        clocks.add(table.min());
        clocks.add(table.max());
        return List.copyOf(clocks);
    }

    private static Megahertz nearest(ClockTable table, Megahertz clock) {
        Megahertz below = table.floor(clock);
        Megahertz above = table.ceiling(clock);
        return Math.abs(clock.value() - below.value()) <= Math.abs(above.value() - clock.value()) ? below : above;
    }
}
