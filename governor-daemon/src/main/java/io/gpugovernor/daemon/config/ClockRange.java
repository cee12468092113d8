package io.gpugovernor.daemon.config;

import io.gpugovernor.core.units.Megahertz;
import java.util.Optional;

/**
 * The clocks that a domain may be set to.
 *
 * @param min lowest clock; empty for the lowest that the GPU lists
 * @param max highest clock; empty for the highest that the GPU lists
 * @param pin true locks {@code [f, f]}; false locks {@code [lowest, f]}, so that an idle GPU may still fall
 */
public record ClockRange(Optional<Megahertz> min, Optional<Megahertz> max, boolean pin) {
    public static final ClockRange DEFAULT = new ClockRange(Optional.empty(), Optional.empty(), false);

    /** @throws IllegalArgumentException if {@code min} is above {@code max} */
    public ClockRange {
        if (min.isPresent() && max.isPresent() && min.get().isAbove(max.get())) {
            throw new IllegalArgumentException("the lowest clock " + min.get() + " is above the highest " + max.get());
        }
    }
}
