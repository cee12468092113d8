package io.gpugovernor.daemon.node;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.policy.OperatorOverride;
import io.gpugovernor.core.policy.Orders;
import io.gpugovernor.core.policy.PowerOffer;
import io.gpugovernor.core.port.StandingOrders;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Watts;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one domain is told from outside: an operator's override, and its part in the node's power. Any thread may set an
 * override; the domain's loop reads it. Nothing of it is written to disk: a daemon that starts anew has no overrides.
 */
public final class DomainOrders implements StandingOrders {
    private static final Logger LOG = LoggerFactory.getLogger(DomainOrders.class);

    private final String domain;
    private final ClockTable clocks;
    private final Megahertz lowest;
    private final Megahertz highest;
    private final Optional<SharedPower> node;
    private final PowerOffer ungoverned;
    private Optional<OperatorOverride> override = Optional.empty();

    /**
     * @param lowest lowest clock the policy file allows
     * @param highest highest clock it allows
     * @param busy most that the domain draws
     * @param node where power is shared; empty without a budget
     */
    DomainOrders(
            String domain,
            ClockTable clocks,
            Megahertz lowest,
            Megahertz highest,
            Watts busy,
            Optional<SharedPower> node) {
        this.domain = domain;
        this.clocks = clocks;
        this.lowest = lowest;
        this.highest = highest;
        this.node = node;
        this.ungoverned = PowerOffer.ungoverned(clocks.max(), busy);
        withdrawn();
    }

    /** A domain that may have every clock of its GPUs, and shares no power. */
    static DomainOrders alone(PolicyDomain domain) {
        ClockTable clocks = domain.clocks();
        return new DomainOrders(domain.name(), clocks, clocks.min(), clocks.max(), Watts.ZERO, Optional.empty());
    }

    String domain() {
        return domain;
    }

    /** Whether the domain may have {@code clock}. */
    boolean allows(Megahertz clock) {
        return !clock.isBelow(lowest) && !clock.isAbove(highest);
    }

    /** What the domain may have, for people. */
    String range() {
        return lowest + " to " + highest;
    }

    /** The clock that an order for {@code clock} comes to: a step of the GPUs. */
    Megahertz step(Optional<Megahertz> clock) {
        return clocks.floor(clock.orElse(highest));
    }

    synchronized void override(OperatorOverride order) {
        override = Optional.of(order);
    }

    /** Takes over the override of the domain that this one succeeds, if it may have that clock. */
    void succeed(DomainOrders before, Moment now) {
        before.overrideAt(now)
                .filter(order -> order.clock().map(this::allows).orElse(true))
                .ifPresent(this::override);
    }

    /** Ends the override; whether there was one at {@code now}. */
    synchronized boolean clear(Moment now) {
        boolean stood = overrideAt(now).isPresent();
        override = Optional.empty();
        return stood;
    }

    /** The override in force at {@code now}. */
    public synchronized Optional<OperatorOverride> overrideAt(Moment now) {
        return override.filter(order -> now.isBefore(order.until()));
    }

    @Override
    public Orders at(Moment now) {
        Optional<OperatorOverride> standing = standingAt(now);
        return standing.isEmpty() && node.isEmpty()
                ? Orders.NONE
                : new Orders(standing, node.map(shared -> shared.seenBy(domain)));
    }

    private synchronized Optional<OperatorOverride> standingAt(Moment now) {
        Optional<OperatorOverride> standing = overrideAt(now);
        if (override.isPresent() && standing.isEmpty()) {
            override = Optional.empty();
            LOG.info("domain={} override=ended why=\"its time is over\"", domain);
        }
        return standing;
    }

    @Override
    public void offered(PowerOffer offer) {
        node.ifPresent(shared -> shared.put(domain, offer));
    }

    @Override
    public void withdrawn() {
        node.ifPresent(shared -> shared.put(domain, ungoverned));
    }
}
