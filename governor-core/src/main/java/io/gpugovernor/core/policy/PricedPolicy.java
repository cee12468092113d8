package io.gpugovernor.core.policy;

import io.gpugovernor.core.forecast.Cadence;
import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.core.forecast.Forecast;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Outlook;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.telemetry.Misses;
import io.gpugovernor.core.telemetry.Window;
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
 *   <li>{@code energy(f)}: forecast mean power at clock f; T is the tick, the
 *       planned one or the newest window if that was longer, so the product is joules.
 *   <li>{@code risk(f)}: expected SLO misses that f adds over maximum clock until the next decision can take effect.
 *   <li>{@code price}: joules one miss costs, learned from the misses that really happen.
 *   <li>{@code switch}: what changing the clock costs on these GPUs: the domain's power over stall and transition.
 * </ul>
 *
 * A difference below the operator's dead band, a share of {@code energy(now)}, counts as none.
 *
 * <p>A deadline in danger makes the sum pass the switch's cost within one tick, so a raise is immediate; a saving has to pay
 * for itself first. Idle, bursts and overload are values of the three terms, not branches.
 */
public final class PricedPolicy implements Policy {
    private final Tunables tunables;
    private final EngineModel model;
    private final MissPrice price;
    private final RentOrBuy account;

    private PricedPolicy(Tunables tunables, EngineModel model, MissPrice price, RentOrBuy account) {
        this.tunables = tunables;
        this.model = model;
        this.price = price;
        this.account = account;
    }

    /**
     * What the operator and the node set.
     *
     * @param slo what was promised
     * @param cadence how fast the governor can act
     * @param ladder clocks to choose from
     * @param deadBand share of the present energy that a better clock must at least save
     */
    public record Tunables(Slo slo, Cadence cadence, Ladder ladder, Ratio deadBand) {}

    /** The policy as it starts: nothing wasted yet, and the price of a miss high. */
    public static PricedPolicy starting(Tunables tunables, EngineModel model) {
        MissPrice price =
                MissPrice.startingAt(model.power().busy(tunables.ladder().highest()));
        return new PricedPolicy(tunables, model, price, RentOrBuy.NOTHING_WASTED);
    }

    @Override
    public Ruling rule(Situation situation) {
        Ladder ladder = tunables.ladder();
        Megahertz now = ladder.ceiling(situation.setpoint());
        Window window = situation.observation().window();
        Cadence cadence = tunables.cadence().seen(window.length());
        Forecast forecast = new Forecast(situation.observation(), model, tunables.slo(), cadence, ladder, now);
        MissPrice learned = learn(window);

        Megahertz best = now;
        Joules least = cost(forecast, learned, now, cadence);
        Joules present = least;
        for (Megahertz clock : ladder.rungs()) {
            Joules cost = cost(forecast, learned, clock, cadence);
            if (cost.compareTo(least) < 0) {
                least = cost;
                best = clock;
            }
        }

        Joules difference = present.minus(least);
        if (difference.compareTo(
                        energy(forecast, now, cadence).times(tunables.deadBand().value()))
                <= 0) {
            best = now;
            difference = Joules.ZERO;
        }
        RentOrBuy waste = account.after(difference);
        Joules switchCost = switchCost(forecast, now);
        boolean move = !best.equals(now) && waste.pays(switchCost);
        Megahertz chosen = move ? best : now;
        Outlook outlook = new Outlook(
                forecast.power(chosen),
                forecast.power(ladder.highest()),
                forecast.ttftSlack(chosen),
                forecast.tbtSlack(chosen),
                forecast.excessMisses(chosen),
                learned.value(),
                waste.waste(),
                switchCost);
        return new Ruling(
                chosen, reason(forecast, now, best, move), Optional.of(outlook), remembering(learned, move, waste));
    }

    private static Joules cost(Forecast forecast, MissPrice learned, Megahertz clock, Cadence cadence) {
        return energy(forecast, clock, cadence).plus(learned.of(forecast.excessMisses(clock)));
    }

    private static Joules energy(Forecast forecast, Megahertz clock, Cadence cadence) {
        return forecast.power(clock).over(cadence.tick());
    }

    private Joules switchCost(Forecast forecast, Megahertz now) {
        return forecast.power(now).over(tunables.cadence().switchTime());
    }

    private static Reason reason(Forecast forecast, Megahertz now, Megahertz best, boolean move) {
        if (!move) {
            return best.equals(now) ? Reason.OPTIMAL : Reason.NOT_YET_PAID;
        }
        boolean costsPower = forecast.power(best).compareTo(forecast.power(now)) > 0;
        return best.isAbove(now) && costsPower ? Reason.DEADLINE : Reason.SAVING;
    }

    private MissPrice learn(Window window) {
        Slo slo = tunables.slo();
        long misses = Misses.in(window, slo).total();
        return price.after(misses, window.firstTokens(), slo.allowedMisses());
    }

    private PricedPolicy remembering(MissPrice learned, boolean moved, RentOrBuy waste) {
        return new PricedPolicy(tunables, model, learned, moved ? RentOrBuy.NOTHING_WASTED : waste);
    }
}
