package io.gpugovernor.sim.peer;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.trace.Trace;
import io.gpugovernor.sim.twin.Insight;
import java.time.Duration;

/**
 * Knows the engine, its GPUs, and every request to come, and looks for the clocks that spend the least energy.
 *
 * <pre>
 * every 500 ms:   plan = the clocks of the next 4 s, in four slots; the old plan moved on by 500 ms is the first guess
 *                 if it misses more than maximum clock would, lift it, by bisection, until it does not
 *                 if even that misses a tenth, the engine is overloaded: maximum clock
 *                 then move slot by slot, as long as that is better
 * better          fewer misses, then fewer joules, in a rollout on a fork of the twin
 * clock           the plan's first
 * </pre>
 *
 * A practical bound, not a proven one: its ladder is coarse, its sight ends after a few seconds, its search is local
 * and bounded, and it decides every 500 ms only. It keeps every request inside the SLO that it can keep, where a
 * governor may miss one in a hundred. Not a published system.
 */
public final class Clairvoyant implements Policy {
    /** Time between two decisions. */
    public static final Duration PERIOD = Plan.SLOTS.get(0);

    private static final int SPACING_MEGAHERTZ = 105;
    /** Rollouts a decision; each is a few seconds of the twin. */
    private static final int MOST_ROLLOUTS = 24;

    private final Insight engine;
    private final Foreknowledge future;
    private final Promise promise;
    private final Ladder ladder;
    private final Plan plan;

    private Clairvoyant(Insight engine, Foreknowledge future, Promise promise, Ladder ladder, Plan plan) {
        this.engine = engine;
        this.future = future;
        this.promise = promise;
        this.ladder = ladder;
        this.plan = plan;
    }

    /** The policy for {@code engine}, on which {@code arrivals} will be replayed. */
    public static Clairvoyant in(Insight engine, Trace arrivals, Slo slo) {
        HardwareProfile profile = engine.profile();
        Ladder ladder = Ladder.within(
                profile.clocks(), profile.clocks().min(), profile.clocks().max(), SPACING_MEGAHERTZ);
        Plan plan = Plan.constant(ladder.rungs().size() / 2);
        return new Clairvoyant(engine, new Foreknowledge(arrivals), Promise.of(slo), ladder, plan);
    }

    @Override
    public Ruling rule(Situation situation) {
        Plan best = new Search().from(plan);
        Megahertz clock = ladder.rungs().get(best.rungs().get(0));
        return Answer.of(clock, situation, new Clairvoyant(engine, future, promise, ladder, best.shifted()));
    }

    /** One decision's search. */
    private final class Search {
        private final Rollout rollout = new Rollout(engine, future, promise, ladder);
        private final int top = ladder.rungs().size() - 1;
        private Plan best = plan;
        private Outcome outcome = Outcome.WORST;
        private int left = MOST_ROLLOUTS;

        Plan from(Plan first) {
            tryOut(first);
            if (outcome.misses() > 0) {
                Plan maximum = Plan.constant(top);
                Outcome unavoidable = rollout.of(maximum, Outcome.WORST);
                if (unavoidable.isOverload()) {
                    return maximum;
                }
                if (tryOut(maximum)) {
                    lift(first);
                }
            }
            settle(Plan.ALL);
            for (int slot = 0; slot < Plan.SLOTS.size(); slot++) {
                settle(slot);
            }
            return best;
        }

        /** Lowers maximum clock towards {@code first} as far as no request is lost by it. */
        private void lift(Plan first) {
            int low = 0;
            int high = top;
            while (high - low > 1) {
                int middle = (low + high) / 2;
                if (tryOut(first.atLeast(middle))) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
        }

        private void settle(int slot) {
            if (!walk(slot, -1)) {
                walk(slot, 1);
            }
        }

        private boolean walk(int slot, int direction) {
            boolean walked = false;
            while (tryOut(best.moved(slot, direction, top))) {
                walked = true;
            }
            return walked;
        }

        /** Whether {@code candidate} is better than the best so far; then it is the best. */
        private boolean tryOut(Plan candidate) {
            if (left == 0 || (candidate.equals(best) && !outcome.equals(Outcome.WORST))) {
                return false;
            }
            left--;
            Outcome reached = rollout.of(candidate, outcome);
            if (!reached.isBetterThan(outcome)) {
                return false;
            }
            best = candidate;
            outcome = reached;
            return true;
        }
    }
}
