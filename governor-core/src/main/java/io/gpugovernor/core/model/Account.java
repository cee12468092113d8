package io.gpugovernor.core.model;

import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Ratio;

/**
 * The domain's books since the daemon started.
 *
 * @param energy measured energy of the domain's GPUs
 * @param saved estimated energy saved against the default clock (a model's counterfactual, not a measurement)
 * @param served requests that received their first token
 * @param ttftMisses requests whose first token came late
 * @param ended requests that ended
 * @param tbtMisses ended requests whose mean time between tokens was over target
 * @param clockChanges changes of the setpoint
 * @param lastHour what was served in the last hour
 */
public record Account(
        Joules energy,
        Joules saved,
        long served,
        long ttftMisses,
        long ended,
        long tbtMisses,
        long clockChanges,
        Served lastHour) {
    public static final Account EMPTY = new Account(Joules.ZERO, Joules.ZERO, 0, 0, 0, 0, 0, Served.NONE);

    /** Share of requests whose first token came in time; 1 before any was served. */
    public Ratio ttftAttainment() {
        return Ratio.of(served - ttftMisses, served, Ratio.ONE);
    }

    /** Share of ended requests whose mean time between tokens kept the target; 1 before any ended. */
    public Ratio tbtAttainment() {
        return Ratio.of(ended - tbtMisses, ended, Ratio.ONE);
    }
}
