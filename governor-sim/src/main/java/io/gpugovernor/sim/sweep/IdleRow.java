package io.gpugovernor.sim.sweep;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;
import java.util.Comparator;

/**
 * What all GPUs of the engine draw at rest.
 *
 * @param span how long it was measured
 */
public record IdleRow(Setup setup, Megahertz clock, Duration span, Watts power) {
    /** By configuration and clock. */
    static final Comparator<IdleRow> ORDER =
            Comparator.comparing(IdleRow::setup).thenComparing(IdleRow::clock);
}
