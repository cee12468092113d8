package io.gpugovernor.core.policy;

import io.gpugovernor.core.forecast.Applied;
import io.gpugovernor.core.forecast.Cadence;
import io.gpugovernor.core.forecast.Calibration;
import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.core.forecast.Forecast;
import io.gpugovernor.core.forecast.HeadProgress;
import io.gpugovernor.core.forecast.SwitchExperience;
import io.gpugovernor.core.forecast.Unforeseen;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.telemetry.Misses;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import java.util.Optional;

/**
 * Energy has a price, and so has a broken promise.
 *
 * <pre>
 * cost(f) = energy(f) * T  +  price * risk(f)                the least is where we want to be
 * move      when  sum of [cost(now) - cost(best)]  >=  switch       over the ticks since now was best
 * </pre>
 *
 * <ul>
 *   <li>{@code energy(f)}: forecast mean power at clock f; T is the tick, so the product is joules: the planned one, the
 *       pace of the engine's push feed if that is faster, or the newest window if that was longer.
 *   <li>{@code risk(f)}: expected SLO misses that f adds over maximum clock until the next decision can take effect.
 *   <li>{@code price}: joules one miss costs, learned from the misses that really happen, and until there are any, from
 *       those that the forecasts expect.
 *   <li>{@code switch}: what changing the clock costs on these GPUs: the domain's power over stall and transition, both
 *       learned from the changes made, and the price of the misses that the stall risks.
 * </ul>
 *
 * The forecasts' model is corrected by what the node teaches. A difference below the operator's dead band, a share of
 * {@code energy(now)}, counts as none.
 *
 * <p>A deadline in danger makes the sum pass the switch's cost within one tick, so a raise is immediate; a saving has to pay
 * for itself first. Idle, bursts and overload are values of the three terms, not branches.
 */
public final class PricedPolicy implements Policy {
    private final Tunables tunables;
    private final EngineModel prior;
    private final Memory memory;

    private PricedPolicy(Tunables tunables, EngineModel prior, Memory memory) {
        this.tunables = tunables;
        this.prior = prior;
        this.memory = memory;
    }

    /**
     * What the operator and the node set.
     *
     * @param slo what was promised
     * @param cadence how fast the governor can act, before it was seen
     * @param ladder clocks to choose from
     * @param deadBand share of the present energy that a better clock must at least save
     * @param expense which power a clock is charged for
     */
    public record Tunables(Slo slo, Cadence cadence, Ladder ladder, Ratio deadBand, Expense expense) {
        /** Tunables that charge for energy. */
        public Tunables(Slo slo, Cadence cadence, Ladder ladder, Ratio deadBand) {
            this(slo, cadence, ladder, deadBand, Expense.ENERGY);
        }
    }

    /**
     * What is carried from one ruling to the next.
     *
     * @param price what a miss costs
     * @param misses counted so far
     * @param account what the present setpoint has wasted
     * @param calibration how the node differs from the model
     * @param model the model, corrected so
     * @param switching how long changes of clock take here
     * @param progress how far the oldest prompt is computed
     * @param energy what a request takes
     * @param unforeseen misses that no forecast expected
     * @param expected misses that forecasts expect the chosen clocks to add, since a first token was given last
     */
    private record Memory(
            MissPrice price,
            Misses misses,
            RentOrBuy account,
            Calibration calibration,
            EngineModel model,
            SwitchExperience switching,
            HeadProgress progress,
            RequestEnergy energy,
            Unforeseen unforeseen,
            double expected) {
        /** Before anything was seen; {@code model} is not corrected yet. */
        static Memory starting(
                MissPrice price, Calibration calibration, EngineModel model, SwitchExperience switching) {
            return new Memory(
                    price,
                    Misses.NONE,
                    RentOrBuy.NOTHING_WASTED,
                    calibration,
                    model.corrected(calibration),
                    switching,
                    HeadProgress.NONE,
                    RequestEnergy.NONE,
                    Unforeseen.NOTHING,
                    0);
        }
    }

    /** The policy as it starts: nothing wasted yet, and the price of a miss high. */
    public static PricedPolicy starting(Tunables tunables, EngineModel model) {
        return starting(tunables, model, Calibration.starting(Calibration.Prior.MEASURED));
    }

    /**
     * The policy as it starts with what is known already.
     *
     * @param calibration how this node differs from {@code model}, as far as it is known
     */
    public static PricedPolicy starting(Tunables tunables, EngineModel model, Calibration calibration) {
        return new PricedPolicy(
                tunables,
                model,
                Memory.starting(
                        startingPrice(tunables, model),
                        calibration,
                        model,
                        SwitchExperience.expecting(tunables.cadence())));
    }

    /**
     * The policy as it starts with all that it had learned.
     *
     * @throws IllegalArgumentException if that cannot have been learned with this model, saying why
     */
    public static PricedPolicy starting(Tunables tunables, EngineModel model, Learned learned) {
        learned.objection().ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        MissPrice high = startingPrice(tunables, model);
        MissPrice price = learned.missPrice().map(high::resumedAt).orElse(high);
        return new PricedPolicy(
                tunables, model, Memory.starting(price, learned.calibration(), model, learned.switching()));
    }

    private static MissPrice startingPrice(Tunables tunables, EngineModel model) {
        return MissPrice.startingAt(model.power().busy(tunables.ladder().highest()));
    }

    @Override
    public Ruling rule(Situation situation) {
        Observation seen = situation.observation();
        int told = seen.source().limits().tokens().orElse(prior.stepTokens());
        if (told != prior.stepTokens()) {
            return stepping(told).rule(situation);
        }
        Megahertz now = tunables.ladder().ceiling(situation.setpoint());
        Memory known = learn(situation);
        Cadence cadence = known.switching()
                .within(tunables.cadence()
                        .seen(seen.window().length(), seen.source().pace()));
        Forecast forecast = new Forecast(
                seen, known.model(), tunables.slo(), cadence, tunables.ladder(), known.progress(), known.unforeseen());
        return decide(situation, now, known, cadence, forecast);
    }

    /** The same policy for an engine that says how many tokens its steps hold; what was learned stays. */
    private PricedPolicy stepping(int tokens) {
        return new PricedPolicy(
                tunables,
                prior.stepping(tokens),
                new Memory(
                        memory.price(),
                        memory.misses(),
                        memory.account(),
                        memory.calibration(),
                        memory.model().stepping(tokens),
                        memory.switching(),
                        memory.progress(),
                        memory.energy(),
                        memory.unforeseen(),
                        memory.expected()));
    }

    private Ruling decide(Situation situation, Megahertz now, Memory known, Cadence cadence, Forecast forecast) {
        Costs costs = new Costs(forecast, tunables.expense(), cadence, known.price());
        Candidate present = costs.at(now);
        Candidate best = present.orCheaper(costs, tunables.ladder());
        if (present.cost() - best.cost()
                <= costs.energy(now) * tunables.deadBand().value()) {
            best = present;
        }
        RentOrBuy waste = known.account().after(new Joules(present.cost() - best.cost()));
        Joules switchCost = costs.changing(now, best, cadence);
        boolean move = !best.clock().equals(now) && waste.pays(switchCost);
        Candidate chosen = move ? best : present;
        Pricing pricing = new Pricing(
                forecast, costs, tunables.ladder().highest(), known.price().value(), waste.waste(), switchCost);
        Memory next = new Memory(
                known.price().expecting(forecast.excess(chosen.misses())),
                known.misses(),
                move ? RentOrBuy.NOTHING_WASTED : waste,
                known.calibration(),
                known.model(),
                move
                        ? known.switching()
                                .changing(
                                        now,
                                        chosen.clock(),
                                        situation.observation().at())
                        : known.switching(),
                known.progress(),
                known.energy()
                        .after(
                                forecast.watts(now) * costs.tickSeconds(),
                                situation.observation().window().firstTokens()),
                known.unforeseen(),
                known.expected() + forecast.excess(chosen.misses() - forecast.unforeseen(chosen.clock())));
        return new Ruling(
                chosen.clock(),
                reason(forecast, now, best.clock(), move),
                Optional.of(pricing.of(chosen)),
                Optional.of(pricing),
                Optional.empty(),
                new PricedPolicy(tunables, prior, next));
    }

    @Override
    public Optional<Learned> learned() {
        return Optional.of(Learned.of(memory.calibration(), memory.switching(), memory.price()));
    }

    private static Reason reason(Forecast forecast, Megahertz now, Megahertz best, boolean move) {
        if (!move) {
            return best.equals(now) ? Reason.OPTIMAL : Reason.NOT_YET_PAID;
        }
        boolean costsPower = forecast.power(best).compareTo(forecast.power(now)) > 0;
        return best.isAbove(now) && costsPower ? Reason.DEADLINE : Reason.SAVING;
    }

    /** What the last window adds to what is known. */
    private Memory learn(Situation situation) {
        Observation seen = situation.observation();
        Slo slo = tunables.slo();
        Misses misses =
                memory.misses().after(seen.window(), slo, seen.workload().debt().payments());
        boolean told = seen.window().firstTokens() > 0 || misses.total() > 0;
        Applied applied = Applied.by(seen.gpus(), situation.setpoint());
        Calibration calibration = memory.calibration().after(seen, prior, applied);
        EngineModel model =
                calibration.correctsAs(memory.calibration()) ? memory.model() : prior.corrected(calibration);
        SwitchExperience made = memory.switching().under(situation.setpoint());
        SwitchExperience switching = situation.call().isPresent()
                ? made.after(seen, model, applied, situation.call().get())
                : made;
        return new Memory(
                memory.price()
                        .after(
                                misses.total(),
                                seen.window().firstTokens(),
                                slo,
                                memory.energy().each()),
                misses,
                memory.account(),
                calibration,
                model,
                switching,
                memory.progress().after(seen, model, situation.setpoint(), made),
                memory.energy(),
                told ? unforeseen(misses, situation) : memory.unforeseen(),
                told ? 0 : memory.expected());
    }

    private Unforeseen unforeseen(Misses misses, Situation situation) {
        return memory.unforeseen()
                .after(
                        misses.total(),
                        memory.expected(),
                        situation.observation().window().firstTokens(),
                        tunables.slo(),
                        situation.setpoint(),
                        tunables.ladder().highest());
    }
}
