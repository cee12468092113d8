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
    /** Rungs between two that are looked at first; a power of two. */
    private static final int COARSE = 8;

    /**
     * The cheapest of this and all rungs of {@code ladder}; this where none is cheaper.
     *
     * <p>Energy and risk only add up, so a rung is out of the question as soon as its energy, or that and some of its risk,
     * cost as much as the cheapest rung so far. Every eighth rung is looked at first, then those halfway between, and so on:
     * what is found early is nearly the cheapest, and few others have to be worked out in full.
     */
    Candidate orCheaper(Costs costs, Ladder ladder) {
        List<Megahertz> rungs = ladder.rungs();
        Megahertz best = clock;
        double least = cost;
        double there = misses;
        for (int gap = COARSE; gap > 0; gap /= 2) {
            boolean begins = gap == COARSE;
            for (int i = begins ? 0 : gap; i < rungs.size(); i += begins ? gap : 2 * gap) {
                Megahertz rung = rungs.get(i);
                double energy = costs.energy(rung);
                double risk = costs.missesWithin(least - energy, rung);
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
