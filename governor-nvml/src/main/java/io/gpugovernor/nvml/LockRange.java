package io.gpugovernor.nvml;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.units.Megahertz;

/**
 * What a GPU's clock is locked to.
 *
 * @param min lowest clock it may fall to
 * @param max highest clock it may run at; the setpoint
 */
public record LockRange(Megahertz min, Megahertz max) {
    /** Whether an idle GPU may fall below its setpoint, or is held at it. */
    public enum Shape {
        /** From the lowest step to the setpoint. */
        RANGE,
        /** The setpoint alone. */
        PINNED
    }

    /** @throws IllegalArgumentException if {@code min} is above {@code max} */
    public LockRange {
        if (min.isAbove(max)) {
            throw new IllegalArgumentException("a lock's lowest clock " + min + " is above its highest " + max);
        }
    }

    /** @throws IllegalArgumentException if {@code clock} is no step of {@code table} */
    static LockRange at(Megahertz clock, ClockTable table, Shape shape) {
        if (!table.contains(clock)) {
            throw new IllegalArgumentException(clock + " is no step of the domain's clock table");
        }
        return new LockRange(shape == Shape.PINNED ? clock : table.min(), clock);
    }

    @Override
    public String toString() {
        return min + ".." + max;
    }
}
