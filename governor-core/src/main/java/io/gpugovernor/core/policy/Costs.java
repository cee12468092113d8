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

    /** A clock with what it costs, to be compared with others. */
    Candidate at(Megahertz clock) {
        double misses = forecast.misses(clock);
        return new Candidate(clock, sum(energy(clock), misses), misses);
    }

    /** What a tick costs that takes so much energy and brings so many misses; infinitely many cost as much. */
    double sum(double energy, double misses) {
        return energy + joulesPerMiss * forecast.excess(misses);
    }

    /** Expected misses at {@code clock}; infinitely many where they cost {@code joules}, above zero, or more. */
    double missesWithin(double joules, Megahertz clock) {
        return forecast.missesWithin(joules / joulesPerMiss, clock);
    }

    /**
     * What a change from {@code now} to {@code other} costs: power over the stall, in which nothing gets done; what the present
     * clock draws more than the other until that is in force; and the stall's risk.
     */
    Joules changing(Megahertz now, Candidate other, Cadence cadence) {
        double watts = forecast.watts(now);
        double more = Math.max(0, watts - forecast.watts(other.clock()));
        double misses =
                other.clock().equals(now) ? 0 : forecast.missesOfStall(other.clock(), cadence.stall(), other.misses());
        return new Joules(watts * Durations.seconds(cadence.stall())
                + more * Durations.seconds(cadence.actuation())
                + joulesPerMiss * misses);
    }

    double energy(Megahertz clock) {
        return expense.watts(forecast, clock) * tickSeconds;
    }
}
