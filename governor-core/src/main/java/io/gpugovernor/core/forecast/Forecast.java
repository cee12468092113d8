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
    /** Eleven days: a target that is never missed, where none was promised. */
    private static final Duration ANY_TIME = Duration.ofSeconds(1_000_000);

    private final EngineModel model;
    private final Pace pace;
    private final Megahertz highest;
    private final Slo slo;
    private final EnergyForecast energy;
    private final TtftRisk ttft;
    private final TbtRisk tbt;
    private final Overload overload;
    /** Misses within the tick for what was not foreseen before, at a slowness of 1. */
    private final double unforeseen;

    /** What TBT risk is multiplied with. */
    private final double oftener;
    /** What steps are multiplied with where the time between tokens is at stake. */
    private final double longer;

    private final double unavoidable;

    /**
     * @param seen what was observed
     * @param model what is believed of the engine
     * @param slo what was promised
     * @param cadence how fast the governor can act
     * @param ladder clocks to compare; its highest is the recourse
     * @param known what earlier windows taught beside the model
     */
    public Forecast(Observation seen, EngineModel model, Slo slo, Cadence cadence, Ladder ladder, Experience known) {
        this.model = model;
        this.slo = slo;
        this.highest = ladder.highest();
        WorkAhead told = WorkAhead.of(seen, model, known.progress());
        WorkAhead work = isHopeless(told, seen) ? WorkAhead.untold(seen, model, known.progress()) : told;
        pace = work.pace();
        energy = new EnergyForecast(model, work, seen, cadence, ladder.lowest());
        ttft = new TtftRisk(model, work, seen, slo.ttft().orElse(ANY_TIME), cadence, highest);
        longer = known.steps().factor();
        oftener = known.tbt().factor();
        double target = Durations.seconds(slo.tbt().orElse(ANY_TIME));
        double step = longer * pace.decodeStep(highest);
        double delay = pace.delay(longer * pace.promptToken(highest), step);
        BatchFlow flow = BatchFlow.of(work, seen.workload().arrivals().ahead(), step);
        tbt = new TbtRisk(work, seen, flow, cadence, target, delay, step);
        overload = new Overload(flow, seen, model, cadence, delay, step, target);
        unforeseen = known.unforeseen().rate(slo) * seen.workload().arrivals().expectedWithin(cadence.tick());
        unavoidable = misses(highest, 0, Double.POSITIVE_INFINITY);
    }

    /**
     * Whether no clock could save prompts as long as the engine says those are that it has begun. Whoever is lost is charged
     * to nobody, and so lowers the clock; no number of the engine's alone may do that.
     */
    private boolean isHopeless(WorkAhead told, Observation seen) {
        if (told.begun() == 0 || slo.ttft().isEmpty()) {
            return false;
        }
        double waited = seen.workload().debt().secondsWaited(0, seen.at());
        double rest = told.headRest() * trusted(highest, told.pace().promptToken(highest));
        return waited + rest > Durations.seconds(slo.ttft().get());
    }

    /** Mean power of the domain. */
    public Watts power(Megahertz clock) {
        return new Watts(watts(clock));
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
        return excess(misses(clock));
    }

    /** How many of so many expected misses maximum would prevent. */
    public double excess(double misses) {
        return Math.max(0, misses - unavoidable);
    }

    /** Expected misses at {@code clock} until the next decision can take effect. */
    public double misses(Megahertz clock) {
        return missesWithin(Double.POSITIVE_INFINITY, clock);
    }

    /** The same; infinitely many where {@code limit} of them, or more, are over what maximum would have. */
    public double missesWithin(double limit, Megahertz clock) {
        return clock.equals(highest) ? unavoidable : misses(clock, 0, unavoidable + limit);
    }

    /** Expected misses of the TBT target alone that {@code clock} adds over maximum, before experience raises them. */
    public double tbtExcess(Megahertz clock) {
        return clock.equals(highest) ? 0 : Math.max(0, tbtMisses(clock) - tbtMisses(highest));
    }

    private double tbtMisses(Megahertz clock) {
        return tbtMisses(pace.promptToken(clock), pace.decodeStep(clock), 0);
    }

    /** How many of them are expected only for what was not foreseen before. */
    public double unforeseen(Megahertz clock) {
        return unforeseen * Unforeseen.slowness(clock, highest);
    }

    /**
     * Expected misses that standing still for {@code stall} adds at {@code clock}, for what a change of clock risks.
     *
     * @param misses those that are expected there anyway
     */
    public double missesOfStall(Megahertz clock, Duration stall, double misses) {
        return Math.max(0, misses(clock, Durations.seconds(stall), Double.POSITIVE_INFINITY) - misses);
    }

    /** TTFT target minus forecast; empty without a target. */
    public Optional<Duration> ttftSlack(Megahertz clock) {
        return slo.ttft().isPresent()
                ? Optional.of(ttft.slack(trusted(clock, pace.promptToken(clock)), pace.decodeStep(clock)))
                : Optional.empty();
    }

    /** TBT target minus forecast; empty without a target. */
    public Optional<Duration> tbtSlack(Megahertz clock) {
        if (slo.tbt().isEmpty()) {
            return Optional.empty();
        }
        double step = pace.decodeStep(clock);
        return Optional.of(Durations.ofSeconds(tbt.slack(delay(pace.promptToken(clock), step), longer * step)));
    }

    private double misses(Megahertz clock, double standstill, double limit) {
        ClockedStep at = pace.at(clock);
        double perToken = pace.promptToken(pace.fullStep(at));
        double step = pace.decodeStep(at);
        double late = ttft.misses(trusted(clock, perToken), step, standstill, limit);
        if (late >= limit) {
            return Double.POSITIVE_INFINITY;
        }
        double misses = late
                + oftener * tbtMisses(perToken, step, standstill)
                + overload.misses(delay(perToken, step), longer * step)
                + unforeseen(clock);
        return misses < limit ? misses : Double.POSITIVE_INFINITY;
    }

    private double tbtMisses(double perToken, double step, double standstill) {
        return tbt.misses(longer * perToken, delay(perToken, step), longer * step, standstill);
    }

    /** Seconds by which a prompt token holds up those who decode. */
    private double delay(double perToken, double step) {
        return pace.delay(longer * perToken, longer * step);
    }

    private double trusted(Megahertz clock, double perToken) {
        return perToken / model.stepTime().prefillTrust(clock);
    }
}
