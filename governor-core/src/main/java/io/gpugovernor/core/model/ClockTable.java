package io.gpugovernor.core.model;

import io.gpugovernor.core.units.Megahertz;
import java.util.List;
import java.util.TreeSet;

/**
 * The clock steps a GPU supports, ascending. Only these values are ever asked for.
 *
 * @param steps at least one step, ascending, without repeats
 */
public record ClockTable(List<Megahertz> steps) {
    /** @throws IllegalArgumentException if there is no step, or steps are not strictly ascending */
    public ClockTable {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a clock table needs at least one step");
        }
        if (!steps.equals(List.copyOf(new TreeSet<>(steps)))) {
            throw new IllegalArgumentException("clock steps must ascend without repeats: " + steps);
        }
    }

    /** Every {@code step} MHz from {@code min} up to {@code max}, as H100 lists them (345 to 1980 by 15). */
    public static ClockTable evenly(Megahertz min, Megahertz max, int step) {
        if (step < 1) {
            throw new IllegalArgumentException("clock steps must lie at least 1 MHz apart, not " + step);
        }
        TreeSet<Megahertz> steps = new TreeSet<>();
        for (int clock = max.value(); clock >= min.value(); clock -= step) {
            steps.add(new Megahertz(clock));
        }
        return new ClockTable(List.copyOf(steps));
    }

    public Megahertz min() {
        return steps.get(0);
    }

    public Megahertz max() {
        return steps.get(steps.size() - 1);
    }

    public boolean contains(Megahertz clock) {
        return steps.contains(clock);
    }

    /** The highest step that is not above {@code clock}; the lowest step if all are above. */
    public Megahertz floor(Megahertz clock) {
        Megahertz found = min();
        for (Megahertz step : steps) {
            if (!step.isAbove(clock)) {
                found = step;
            }
        }
        return found;
    }

    /** The lowest step that is not below {@code clock}; the highest step if all are below. */
    public Megahertz ceiling(Megahertz clock) {
        for (Megahertz step : steps) {
            if (!step.isBelow(clock)) {
                return step;
            }
        }
        return max();
    }

    /** As of any record; written out, since Java would generate it while the daemon starts. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ClockTable table && table.steps.equals(steps);
    }

    @Override
    public int hashCode() {
        return steps.hashCode();
    }
}
