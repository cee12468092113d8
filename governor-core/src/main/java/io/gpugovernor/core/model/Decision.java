package io.gpugovernor.core.model;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import java.util.List;
import java.util.Optional;

/**
 * One tick's outcome, with every input that mattered. A decision without a reason cannot be built.
 *
 * @param at when it was made
 * @param domain policy domain
 * @param state where the loop stands after it
 * @param reason why
 * @param detail what a person should know beyond the reason; empty if nothing
 * @param previous setpoint before; empty if released
 * @param setpoint setpoint now asked for; empty if released
 * @param actuation what became of the call, if one was needed
 * @param load what the engine was doing; empty if telemetry is missing
 * @param outlook what the policy expected; empty where no forecast was made
 * @param gpus what the GPUs said of themselves
 * @param account the books after this tick
 */
public record Decision(
        Moment at,
        String domain,
        GovernorState state,
        Reason reason,
        String detail,
        Optional<Megahertz> previous,
        Optional<Megahertz> setpoint,
        Actuation actuation,
        Optional<Load> load,
        Optional<Outlook> outlook,
        List<GpuReading> gpus,
        Account account) {
    public Decision {
        gpus = List.copyOf(gpus);
    }

    /** Whether this decision asks for another clock than the one before it. */
    public boolean changesClock() {
        return !previous.equals(setpoint);
    }
}
