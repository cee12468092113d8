package io.gpugovernor.core.policy;

import io.gpugovernor.core.forecast.Cadence;
import io.gpugovernor.core.forecast.Calibration;
import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.core.forecast.Forecast;
import io.gpugovernor.core.forecast.SwitchExperience;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.model.Slo;
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
 *   <li>{@code switch}: what changing the clock costs on these GPUs: the domain's power over the stall, what it draws more
 *       than at the new clock until that is in force, and the price of the misses that the stall risks. Both times are
 *       learned from the changes made.
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
        Memory known = memory.after(situation, tunables.slo(), tunables.ladder(), prior);
        Cadence cadence = known.switching()
                .within(tunables.cadence()
                        .seen(seen.window().length(), seen.source().pace()));
        Forecast forecast =
                new Forecast(seen, known.model(), tunables.slo(), cadence, tunables.ladder(), known.experience());
        return decide(situation, now, known, cadence, forecast);
    }

    /** The same policy for an engine that says how many tokens its steps hold; what was learned stays. */
    private PricedPolicy stepping(int tokens) {
        return new PricedPolicy(tunables, prior.stepping(tokens), memory.stepping(tokens));
    }

    private Ruling decide(Situation situation, Megahertz now, Memory known, Cadence cadence, Forecast forecast) {
        Costs costs = new Costs(forecast, tunables.expense(), cadence, known.price());
        Candidate present = costs.at(now);
        Candidate best = new LadderSearch(costs, tunables.ladder()).cheapestFrom(present);
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
        Observation seen = situation.observation();
        SwitchExperience switching =
                move ? known.switching().changing(now, chosen.clock(), seen.at()) : known.switching();
        Memory next = known.deciding(
                known.price().expecting(forecast.excess(chosen.misses())),
                move ? RentOrBuy.NOTHING_WASTED : waste,
                switching,
                known.experience().expecting(forecast.tbtExcess(chosen.clock())),
                known.energy()
                        .after(
                                forecast.watts(now) * costs.tickSeconds(),
                                seen.window().firstTokens()),
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
}
