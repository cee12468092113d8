package io.gpugovernor.sim.replay;

import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.characterize.Quantiles;
import java.time.Duration;

/**
 * How one policy fared on one scenario and seed.
 *
 * @param policy its name, as the command line spells it
 * @param seed what the run was seeded with
 * @param requests requests in the trace
 * @param completed requests that ended
 * @param energy energy from the first moment until the duration has passed and all requests have ended
 * @param elapsed that time
 * @param ttft times to first token, seconds
 * @param tbt mean times between tokens, seconds
 * @param attainment shares inside the SLO
 * @param clockChanges setpoints that differed from the one before
 * @param meanClockMegahertz mean of the clock in force over time
 * @param wall real time the run took
 */
public record RunResult(
        String policy,
        long seed,
        int requests,
        int completed,
        Joules energy,
        Duration elapsed,
        Quantiles ttft,
        Quantiles tbt,
        Attainment attainment,
        long clockChanges,
        double meanClockMegahertz,
        Duration wall) {

    /** The same run under another name. */
    public RunResult named(String other) {
        return new RunResult(
                other,
                seed,
                requests,
                completed,
                energy,
                elapsed,
                ttft,
                tbt,
                attainment,
                clockChanges,
                meanClockMegahertz,
                wall);
    }

    public Watts meanPower() {
        return new Watts(energy.value() / (elapsed.toNanos() / 1e9));
    }

    /** Energy saved against {@code maximum}, as a share of it; negative if more was used. */
    public double savingAgainst(RunResult maximum) {
        return 1 - energy.value() / maximum.energy().value();
    }
}
