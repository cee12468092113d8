package io.gpugovernor.core.model;

import io.gpugovernor.core.units.Megahertz;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The coarse subset of clock steps that a policy considers, ascending; its top is the maximum it may ask for.
 *
 * @param rungs at least one step, ascending
 */
public record Ladder(List<Megahertz> rungs) {
    /** @throws IllegalArgumentException if there is no rung */
    public Ladder {
        rungs = List.copyOf(rungs);
        if (rungs.isEmpty()) {
            throw new IllegalArgumentException("a ladder needs at least one rung");
        }
    }

    /** MHz between rungs: fine enough to lose little, coarse enough to forecast all of them every tick. */
    public static final int SPACING = 60;

    /** The ladder over a whole clock table. */
    public static Ladder of(ClockTable table) {
        return within(table, table.min(), table.max(), SPACING);
    }

    /**
     * Steps of {@code table} within {@code [lowest, highest]}, at least {@code spacing} MHz apart counted down from
     * the highest. The lowest allowed step is always a rung.
     *
     * @throws IllegalArgumentException if no step lies within the range
     */
    public static Ladder within(ClockTable table, Megahertz lowest, Megahertz highest, int spacing) {
        List<Megahertz> allowed = table.steps().stream()
                .filter(step -> !step.isBelow(lowest) && !step.isAbove(highest))
                .toList();
        if (allowed.isEmpty()) {
            throw new IllegalArgumentException("no clock step between " + lowest + " and " + highest
                    + "; the GPU lists " + table.min() + " to " + table.max());
        }
        List<Megahertz> rungs = new ArrayList<>();
        for (int i = allowed.size() - 1; i >= 0; i--) {
            Megahertz step = allowed.get(i);
            if (rungs.isEmpty() || i == 0 || rungs.get(rungs.size() - 1).value() - step.value() >= spacing) {
                rungs.add(step);
            }
        }
        Collections.reverse(rungs);
        return new Ladder(rungs);
    }

    public Megahertz lowest() {
        return rungs.get(0);
    }

    public Megahertz highest() {
        return rungs.get(rungs.size() - 1);
    }

    /** The lowest rung that is not below {@code clock}; the highest rung if all are below. */
    public Megahertz ceiling(Megahertz clock) {
        for (Megahertz rung : rungs) {
            if (!rung.isBelow(clock)) {
                return rung;
            }
        }
        return highest();
    }
}
