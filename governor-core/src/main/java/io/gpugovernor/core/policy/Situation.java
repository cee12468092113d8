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
 */
public record Situation(Observation observation, Megahertz setpoint, ClockTable clocks, Optional<Duration> call) {
    /** A situation without a change of clock just before it. */
    public Situation(Observation observation, Megahertz setpoint, ClockTable clocks) {
        this(observation, setpoint, clocks, Optional.empty());
    }
}
