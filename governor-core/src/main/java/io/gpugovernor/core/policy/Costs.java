package io.gpugovernor.core.policy;

import io.gpugovernor.core.forecast.Cadence;
import io.gpugovernor.core.forecast.Forecast;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;

/** {@code cost(f) = energy(f) * T + price * risk(f)}, joules of one tick. */
record Costs(Forecast forecast, double tickSeconds, double joulesPerMiss) {
    Costs(Forecast forecast, Cadence cadence, MissPrice price) {
        this(forecast, Durations.seconds(cadence.tick()), price.value().value());
    }

    double at(Megahertz clock) {
        return forecast.joules(clock, tickSeconds, joulesPerMiss);
    }

    double energy(Megahertz clock) {
        return forecast.watts(clock) * tickSeconds;
    }
}
