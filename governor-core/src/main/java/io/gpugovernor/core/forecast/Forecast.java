package io.gpugovernor.core.forecast;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;
import java.util.Optional;

/**
 * What every clock of a ladder would mean for energy, time to first token and time between tokens. A pure function of
 * one observation and one model.
 */
public final class Forecast {
    private final Slo slo;
    private final EnergyForecast energy;
    private final TtftRisk ttft;
    private final TbtRisk tbt;
    private final double unavoidable;

    /**
     * @param seen what was observed
     * @param model what is believed of the engine
     * @param slo what was promised
     * @param cadence how fast the governor can act
     * @param ladder clocks to compare; its highest is the recourse
     * @param present the clock in force while the observation was made
     */
    public Forecast(Observation seen, EngineModel model, Slo slo, Cadence cadence, Ladder ladder, Megahertz present) {
        this.slo = slo;
        WorkAhead work = WorkAhead.of(seen, model, present);
        Megahertz highest = ladder.highest();
        energy = new EnergyForecast(model, work, seen, ladder.lowest());
        ttft = new TtftRisk(model, work, seen, slo.ttft().orElse(Durations.ofSeconds(1e6)), cadence, highest);
        tbt = new TbtRisk(work, seen, slo.tbt().orElse(Durations.ofSeconds(1e6)), cadence, highest);
        unavoidable = misses(highest);
    }

    /** Mean power of the domain. */
    public Watts power(Megahertz clock) {
        return energy.at(clock);
    }

    /** Mean power of the domain in watts, for formulas. */
    public double watts(Megahertz clock) {
        return energy.watts(clock);
    }

    /** Most power that the domain draws at {@code clock}, while prompts fill its steps; watts, for formulas. */
    public double peakWatts(Megahertz clock) {
        return energy.peakWatts(clock);
    }

    /** Expected misses that {@code clock} adds over maximum until the next decision can take effect. */
    public double excessMisses(Megahertz clock) {
        return Math.max(0, misses(clock) - unavoidable);
    }

    /** TTFT target minus forecast; empty without a target. */
    public Optional<Duration> ttftSlack(Megahertz clock) {
        return slo.ttft().map(target -> target.minus(ttft.expected(clock)));
    }

    /** TBT target minus forecast; empty without a target. */
    public Optional<Duration> tbtSlack(Megahertz clock) {
        return slo.tbt().map(target -> target.minus(tbt.expected(clock)));
    }

    private double misses(Megahertz clock) {
        return ttft.misses(clock) + tbt.misses(clock);
    }
}
