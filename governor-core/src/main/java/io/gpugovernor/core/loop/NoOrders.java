package io.gpugovernor.core.loop;

import io.gpugovernor.core.policy.Orders;
import io.gpugovernor.core.policy.PowerOffer;
import io.gpugovernor.core.port.StandingOrders;
import io.gpugovernor.core.units.Moment;

/** A domain on its own: nobody outside has a say, and nobody shares its power. */
record NoOrders() implements StandingOrders {
    @Override
    public Orders at(Moment now) {
        return Orders.NONE;
    }

    @Override
    public void offered(PowerOffer offer) {
        // Nobody listens.
    }

    @Override
    public void withdrawn() {
        // Nobody listens.
    }
}
