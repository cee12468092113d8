package io.gpugovernor.core.policy;

import io.gpugovernor.core.forecast.Cadence;
import io.gpugovernor.core.forecast.Forecast;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;

/** {@code cost(f) = energy(f) * T + price * risk(f)}, joules of one tick; energy is what the {@link Expense} charges for. */
record Costs(Forecast forecast, Expense expense, double tickSeconds, double joulesPerMiss) {
    Costs(Forecast forecast, Expense expense, Cadence cadence, MissPrice price) {
        this(forecast, expense, Durations.seconds(cadence.tick()), price.value().value());
    }

    double at(Megahertz clock) {
        return below(clock, Double.POSITIVE_INFINITY);
    }

    /**
     * The same where it is below {@code limit}, and infinite where it is not: neither term is ever negative, so most clocks
     * are out of the question before all of their risk is summed up.
     */
    double below(Megahertz clock, double limit) {
        return expense.joules(forecast, clock, tickSeconds, joulesPerMiss, limit);
    }

    /** What a change from {@code now} to {@code other} costs: power over the time it takes away, and the stall's risk. */
    Joules changing(Megahertz now, Megahertz other, Cadence cadence) {
        double seconds = Durations.seconds(cadence.actuation()) + Durations.seconds(cadence.stall());
        double misses = other.equals(now) ? 0 : forecast.missesOfStall(other, cadence.stall());
        return new Joules(forecast.watts(now) * seconds + joulesPerMiss * misses);
    }

    double energy(Megahertz clock) {
        return expense.watts(forecast, clock) * tickSeconds;
    }
}
