package io.gpugovernor.core.policy;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.units.Megahertz;
import java.util.List;

/**
 * A clock with what a tick there costs.
 *
 * @param clock the clock
 * @param cost joules, misses included
 * @param misses expected, also those that no clock can prevent
 */
record Candidate(Megahertz clock, double cost, double misses) {
    /**
     * The cheapest of this and all rungs of {@code ladder}; this where none is cheaper.
     *
     * <p>Energy and risk only add up, and no clock counts as safer than a higher one: from the top down, what a rung risks is
     * risked by all below it. A rung is out of the question where its energy and that cost as much as the cheapest so far;
     * where that alone does, so are all below, and none of them is looked at.
     */
    Candidate orCheaper(Costs costs, Ladder ladder) {
        List<Megahertz> rungs = ladder.rungs();
        Megahertz best = clock;
        double least = cost;
        double there = misses;
        double risked = 0;
        for (int i = rungs.size() - 1; i >= 0 && costs.sum(0, risked) < least; i--) {
            Megahertz rung = rungs.get(i);
            double energy = costs.energy(rung);
            if (costs.sum(energy, risked) < least) {
                double risk = costs.missesWithin(least, rung);
                risked = Math.max(risked, risk);
                double sum = costs.sum(energy, risk);
                if (sum < least) {
                    best = rung;
                    least = sum;
                    there = risk;
                }
            }
        }
        return new Candidate(best, least, there);
    }
}
