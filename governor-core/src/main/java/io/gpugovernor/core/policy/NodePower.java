package io.gpugovernor.core.policy;

import io.gpugovernor.core.units.Watts;
import java.util.List;

/**
 * The power that the domains of a node share.
 *
 * @param budget most that all of them may be forecast to draw
 * @param neighbours what the other domains offered last
 */
public record NodePower(Watts budget, List<PowerOffer> neighbours) {
    public NodePower {
        neighbours = List.copyOf(neighbours);
    }

    /** What the neighbours draw at the clocks they have now. */
    public Watts drawn() {
        double watts = 0;
        for (PowerOffer neighbour : neighbours) {
            watts += neighbour.drawn().value();
        }
        return new Watts(watts);
    }
}
