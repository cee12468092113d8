package io.gpugovernor.core.policy;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Megahertz;

/**
 * Everything a policy may look at.
 *
 * @param observation what was seen in the last window
 * @param setpoint the clock in force: the setpoint, or the highest step where none is set
 * @param clocks the steps the domain's GPUs support
 */
public record Situation(Observation observation, Megahertz setpoint, ClockTable clocks) {}
