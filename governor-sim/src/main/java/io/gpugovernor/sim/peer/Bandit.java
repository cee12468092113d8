package io.gpugovernor.sim.peer;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.units.Megahertz;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * AGFT's set of clocks to try, with its exploration, pruning and refinement. Immutable.
 *
 * @param arms what is known of each clock still in play
 * @param rounds rewards so far
 */
record Bandit(SortedMap<Megahertz, BanditArm> arms, int rounds) {
    private static final double EXPLORATION = 10;
    private static final double EXPLORATION_DECAY = 0.02;
    private static final double LEAST_EXPLORATION = 0.1;
    private static final int TRIES_BEFORE_PRUNING = 6;
    private static final double PRUNING_SIGMAS = 4;
    private static final double HOPELESS = -1.2;
    /** 800 of the 2100 MHz of the GPU it was made on: below, a pruned clock takes all lower ones with it. */
    private static final double CASCADE_BELOW = 0.38;

    private static final int REFINE_EVERY = 100;
    private static final int REFINED_STEPS = 2;

    Bandit {
        arms = Collections.unmodifiableSortedMap(new TreeMap<>(arms));
    }

    static Bandit over(Ladder ladder, int features) {
        SortedMap<Megahertz, BanditArm> arms = new TreeMap<>();
        ladder.rungs().forEach(rung -> arms.put(rung, BanditArm.untried(features)));
        return new Bandit(arms, 0);
    }

    /** The clock with the best upper bound; the highest of equals, so that what is unknown is tried from the top. */
    Megahertz choose(double[] x) {
        double alpha = Math.max(LEAST_EXPLORATION, EXPLORATION * Math.exp(-EXPLORATION_DECAY * rounds));
        Megahertz best = arms.lastKey();
        double highest = Double.NEGATIVE_INFINITY;
        for (Map.Entry<Megahertz, BanditArm> arm : arms.entrySet()) {
            double bound = arm.getValue().upperBound(x, alpha);
            if (bound >= highest) {
                highest = bound;
                best = arm.getKey();
            }
        }
        return best;
    }

    /** What is known after {@code clock} earned {@code reward}. */
    Bandit rewarded(Megahertz clock, double reward, double[] x, ClockTable table) {
        BanditArm before = arms.get(clock);
        if (before == null) {
            return this;
        }
        SortedMap<Megahertz, BanditArm> next = new TreeMap<>(arms);
        next.put(clock, before.rewarded(reward, x));
        if (reward < HOPELESS) {
            prune(next, clock, table);
        }
        pruneInferior(next, table);
        if ((rounds + 1) % REFINE_EVERY == 0) {
            refine(next, table, x.length);
        }
        return new Bandit(next, rounds + 1);
    }

    private static void prune(SortedMap<Megahertz, BanditArm> arms, Megahertz clock, ClockTable table) {
        boolean cascades = clock.relativeTo(table.max()) < CASCADE_BELOW;
        Iterator<Megahertz> each = arms.keySet().iterator();
        while (each.hasNext()) {
            Megahertz arm = each.next();
            if (arms.size() > 1 && (arm.equals(clock) || (cascades && arm.isBelow(clock)))) {
                each.remove();
            }
        }
    }

    private static void pruneInferior(SortedMap<Megahertz, BanditArm> arms, ClockTable table) {
        double best = best(arms).map(arm -> arm.getValue().meanReward()).orElse(Double.NEGATIVE_INFINITY);
        for (Map.Entry<Megahertz, BanditArm> each : new TreeMap<>(arms).entrySet()) {
            BanditArm arm = each.getValue();
            if (arms.containsKey(each.getKey())
                    && arm.pulls() >= TRIES_BEFORE_PRUNING
                    && best - arm.meanReward() > PRUNING_SIGMAS * arm.deviation()) {
                prune(arms, each.getKey(), table);
            }
        }
    }

    /** Adds the clock steps next to the best clock. */
    private static void refine(SortedMap<Megahertz, BanditArm> arms, ClockTable table, int features) {
        Megahertz best = best(arms).map(Map.Entry::getKey).orElse(arms.lastKey());
        int centre = table.steps().indexOf(best);
        for (int i = centre - REFINED_STEPS; i <= centre + REFINED_STEPS; i++) {
            if (i >= 0 && i < table.steps().size()) {
                arms.putIfAbsent(table.steps().get(i), BanditArm.untried(features));
            }
        }
    }

    /** The arm that earned most; empty while none has been tried. */
    private static Optional<Map.Entry<Megahertz, BanditArm>> best(SortedMap<Megahertz, BanditArm> arms) {
        return arms.entrySet().stream()
                .filter(arm -> arm.getValue().pulls() > 0)
                .max(Comparator.comparingDouble(arm -> arm.getValue().meanReward()));
    }
}
