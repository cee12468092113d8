package io.gpugovernor.core.policy;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything a policy may look at.
 *
 * @param observation what was seen in the last window
 * @param setpoint the clock in force: the setpoint, or the highest step where none is set
 * @param clocks the steps the domain's GPUs support
 * @param call how long the driver took to take the change of clock just before this; empty if there was none, or nothing
 *     is written
 * @param orders what came from outside the domain
 */
public record Situation(
        Observation observation, Megahertz setpoint, ClockTable clocks, Optional<Duration> call, Orders orders) {
    /** A situation without a change of clock just before it, and without orders. */
    public Situation(Observation observation, Megahertz setpoint, ClockTable clocks) {
        this(observation, setpoint, clocks, Optional.empty(), Orders.NONE);
    }

    /** The same situation under {@code others}. */
    public Situation under(Orders others) {
        return new Situation(observation, setpoint, clocks, call, others);
    }
}
