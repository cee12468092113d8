package io.gpugovernor.core.policy;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides a node's power between its domains at the least cost.
 *
 * <p>Every domain begins at the clock it wants. While the sum of forecast power is over the budget, the cheapest watts are
 * given up: of all domains and all their lower rungs, the one with the least
 *
 * <pre>
 * (cost(rung) - cost(now)) / (watts(now) - watts(rung))                    joules a tick, for each watt
 * </pre>
 *
 * is taken. A domain in danger of a miss has a steep cost, so it keeps its clock while another has slack to lose. A rung that
 * saves no power is none to go to. At the end whoever can go up again within the budget does, for the last step down may
 * have given up more than was needed. The cost is convex enough that greed is near the best; no domain ends lower than it
 * must, given the others.
 */
public final class PowerShares {
    private PowerShares() {}

    /**
     * The highest clock each domain may have, in the order of {@code offers}. Their forecast power is within
     * {@code budget} if that of the most frugal rungs is; else these rungs are the answer.
     */
    public static List<Megahertz> ceilings(Watts budget, List<PowerOffer> offers) {
        int[] rungs = new int[offers.size()];
        for (int i = 0; i < rungs.length; i++) {
            rungs[i] = offers.get(i).steps().size() - 1;
        }
        while (sum(offers, rungs) > budget.value()) {
            int[] cheapest = cheapestStepDown(offers, rungs);
            if (cheapest.length == 0) {
                break;
            }
            rungs[cheapest[0]] = cheapest[1];
        }
        raise(budget.value(), offers, rungs);
        List<Megahertz> ceilings = new ArrayList<>(rungs.length);
        for (int i = 0; i < rungs.length; i++) {
            ceilings.add(offers.get(i).steps().get(rungs[i]).clock());
        }
        return ceilings;
    }

    /** The domain and the rung; empty if nobody can save any more. */
    private static int[] cheapestStepDown(List<PowerOffer> offers, int[] rungs) {
        int[] cheapest = {};
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < rungs.length; i++) {
            for (int rung = 0; rung < rungs[i]; rung++) {
                double saved = watts(offers.get(i), rungs[i]) - watts(offers.get(i), rung);
                double price = (cost(offers.get(i), rung) - cost(offers.get(i), rungs[i])) / saved;
                if (saved > 0 && price < least) {
                    least = price;
                    cheapest = new int[] {i, rung};
                }
            }
        }
        return cheapest;
    }

    private static void raise(double budget, List<PowerOffer> offers, int[] rungs) {
        for (int i = 0; i < rungs.length; i++) {
            int fallback = rungs[i];
            int rung = offers.get(i).steps().size() - 1;
            rungs[i] = rung;
            while (rung > fallback && sum(offers, rungs) > budget) {
                rung--;
                rungs[i] = rung;
            }
        }
    }

    private static double sum(List<PowerOffer> offers, int[] rungs) {
        double sum = 0;
        for (int i = 0; i < rungs.length; i++) {
            sum += watts(offers.get(i), rungs[i]);
        }
        return sum;
    }

    private static double watts(PowerOffer offer, int rung) {
        return offer.steps().get(rung).watts().value();
    }

    private static double cost(PowerOffer offer, int rung) {
        return offer.steps().get(rung).cost().value();
    }
}
