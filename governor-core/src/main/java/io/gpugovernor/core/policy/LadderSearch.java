package io.gpugovernor.core.policy;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.units.Megahertz;
import java.util.Collections;
import java.util.List;

/**
 * Finds the cheapest rung of a ladder without looking at all of them.
 *
 * <p>Two things rule rungs out. Energy falls towards one clock and rises from there: above the highest rung whose energy
 * alone is less than the cheapest costs, all take more. And no clock counts as safer than a higher one: from the top down,
 * what a rung risks is risked by all below it, so one is out of the question where its energy and that cost as much as the
 * cheapest; where that risk alone does, so are all below. The sooner a cheap one is found, the more are ruled out; so a few
 * that are far apart are looked at before all others.
 *
 * @param costs of a clock
 * @param rungs ascending
 */
record LadderSearch(Costs costs, List<Megahertz> rungs) {
    /** How many rungs are looked at before all others. */
    private static final int FIRST = 4;

    private static final int NONE = 0;

    LadderSearch(Costs costs, Ladder ladder) {
        this(costs, ladder.rungs());
    }

    /** The cheapest of all rungs and {@code present}, which it is where none is cheaper. */
    Candidate cheapestFrom(Candidate present) {
        int apart = Math.max(2, rungs.size() / FIRST);
        Candidate first = downFrom(rungs.size() - 1, apart, present, NONE);
        return downFrom(highestWithin(first), 1, first, apart);
    }

    /**
     * The cheapest of {@code known} and every {@code step}-th rung from one on down.
     *
     * @param looked every {@code looked}-th rung, counted from the top, was looked at before
     */
    private Candidate downFrom(int highest, int step, Candidate known, int looked) {
        Megahertz best = known.clock();
        double least = known.cost();
        double misses = known.misses();
        double risked = 0;
        for (int i = highest; i >= 0 && costs.sum(0, risked) < least; i -= step) {
            Megahertz rung = rungs.get(i);
            if (rung.equals(known.clock()) || (looked != NONE && (rungs.size() - 1 - i) % looked == 0)) {
                continue;
            }
            double energy = costs.energy(rung);
            if (costs.sum(energy, risked) < least) {
                double risk = costs.missesWithin(least, rung);
                risked = Math.max(risked, risk);
                double sum = costs.sum(energy, risk);
                if (sum < least) {
                    best = rung;
                    least = sum;
                    misses = risk;
                }
            }
        }
        return new Candidate(best, least, misses);
    }

    /** The highest rung whose energy alone is not more than {@code known} costs, found by halving from there on. */
    private int highestWithin(Candidate known) {
        int low = Math.max(0, Collections.binarySearch(rungs, known.clock()));
        int high = rungs.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (costs.energy(rungs.get(middle)) <= known.cost()) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
