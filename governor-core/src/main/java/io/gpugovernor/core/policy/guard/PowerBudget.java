package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Outlook;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.NodePower;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.PowerOffer;
import io.gpugovernor.core.policy.PowerShares;
import io.gpugovernor.core.policy.Prospect;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a domain within its share of the node's power.
 *
 * <p>What the domain wants, and what it could give up, is divided with what its neighbours offered last by
 * {@link PowerShares}; the share is a ceiling. A neighbour that has to give way does so at its own next tick, and until then
 * draws what it draws. So the clock also stays where
 *
 * <pre>
 * watts(clock) + what the neighbours draw now &lt;= budget
 * </pre>
 *
 * as far as it can: the sum is over the budget only where the lowest clocks are. Lowering is immediate, and so is a raise
 * that keeps a promise; any other raise under the ceiling waits until there was room for {@link #PATIENCE}, for ceilings move
 * with the neighbours' forecasts. Without a budget nothing is computed. A policy that makes no forecast is taken to draw
 * {@code busy} watts, in proportion to the clock, and to lose most by giving way.
 *
 * @param inner the policy that is limited
 * @param ladder clocks to choose from
 * @param busy most that the domain draws at its highest clock
 * @param room since when there has been room for a raise; empty if there is none
 */
public record PowerBudget(Policy inner, Ladder ladder, Watts busy, Optional<Moment> room) implements Guard {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** Joules a tick at the lowest clock against the highest, where there is no forecast: more than any forecast says. */
    private static final double UNPRICED = 1e9;

    public PowerBudget(Policy inner, Ladder ladder, Watts busy) {
        this(inner, ladder, busy, Optional.empty());
    }

    @Override
    public Ruling rule(Situation situation) {
        Ruling ruling = inner.rule(situation);
        if (situation.orders().node().isEmpty()) {
            return ruling.withNext(after(ruling, Optional.empty()));
        }
        NodePower node = situation.orders().node().get();
        List<PowerOffer.Step> steps = steps(ruling);
        int ceiling = ceiling(node, steps);
        Moment now = situation.observation().at();
        boolean limited = ceiling < steps.size() - 1;
        boolean raises = steps.get(ceiling).clock().isAbove(situation.setpoint());
        Optional<Moment> since = limited && raises ? Optional.of(room.orElse(now)) : Optional.empty();
        boolean waits = since.isPresent()
                && !ruling.reason().isUrgent()
                && now.since(since.get()).compareTo(PATIENCE) < 0;
        int chosen = waits ? atOrBelow(situation.setpoint(), steps) : ceiling;
        PowerOffer offer = new PowerOffer(steps, steps.get(chosen).watts());
        Ruling held = limited ? ruling.withClock(steps.get(chosen).clock(), Reason.POWER_BUDGET) : ruling;
        return held.withOffer(offer).withNext(after(ruling, since));
    }

    private PowerBudget after(Ruling ruling, Optional<Moment> since) {
        return new PowerBudget(ruling.next(), ladder, busy, since);
    }

    /** The highest step that the share allows and for which there is power now; the most frugal one if there is none. */
    private static int ceiling(NodePower node, List<PowerOffer.Step> steps) {
        List<PowerOffer> all = new ArrayList<>();
        all.add(new PowerOffer(steps, Watts.ZERO));
        all.addAll(node.neighbours());
        Megahertz share = PowerShares.ceilings(node.budget(), all).get(0);
        double left = node.budget().minus(node.drawn()).value();
        int frugal = 0;
        for (int i = steps.size() - 1; i >= 0; i--) {
            PowerOffer.Step step = steps.get(i);
            if (!step.clock().isAbove(share) && step.watts().value() <= left) {
                return i;
            }
            frugal = step.watts().compareTo(steps.get(frugal).watts()) < 0 ? i : frugal;
        }
        return frugal;
    }

    private static int atOrBelow(Megahertz clock, List<PowerOffer.Step> steps) {
        int found = 0;
        for (int i = 0; i < steps.size(); i++) {
            found = steps.get(i).clock().isAbove(clock) ? found : i;
        }
        return found;
    }

    /** The rungs below the clock that is wanted, and that clock. */
    private List<PowerOffer.Step> steps(Ruling ruling) {
        List<PowerOffer.Step> steps = new ArrayList<>();
        for (Megahertz rung : ladder.rungs()) {
            if (rung.isBelow(ruling.clock())) {
                steps.add(step(ruling.prospect(), rung));
            }
        }
        steps.add(step(ruling.prospect(), ruling.clock()));
        return steps;
    }

    private PowerOffer.Step step(Optional<Prospect> prospect, Megahertz clock) {
        if (prospect.isPresent()) {
            Outlook outlook = prospect.get().at(clock);
            return new PowerOffer.Step(clock, outlook.power(), prospect.get().cost(clock));
        }
        double share = clock.relativeTo(ladder.highest());
        return new PowerOffer.Step(clock, busy.times(share), new Joules(UNPRICED * (1 - share)));
    }
}
