package io.gpugovernor.daemon.node;

import io.gpugovernor.core.policy.NodePower;
import io.gpugovernor.core.policy.PowerOffer;
import io.gpugovernor.core.units.Watts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the domains of a node tell each other what they draw. Each loop puts its own offer here and reads the others'; nothing
 * is held across a tick, so a slow domain delays nobody, and its last offer stands for it.
 */
final class SharedPower {
    private volatile Watts budget;
    private final Map<String, PowerOffer> offers = new ConcurrentHashMap<>();

    /** @param budget most that all domains together may be forecast to draw */
    SharedPower(Watts budget) {
        this.budget = budget;
    }

    /** From now on {@code all} share {@code budget}. */
    void share(Watts budget, Set<String> all) {
        this.budget = budget;
        offers.keySet().retainAll(all);
    }

    void put(String domain, PowerOffer offer) {
        offers.put(domain, offer);
    }

    /** The node as {@code domain} sees it: without itself. */
    NodePower seenBy(String domain) {
        List<PowerOffer> others = new ArrayList<>();
        offers.forEach((name, offer) -> {
            if (!name.equals(domain)) {
                others.add(offer);
            }
        });
        return new NodePower(budget, others);
    }
}
