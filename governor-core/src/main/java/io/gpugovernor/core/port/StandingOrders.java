package io.gpugovernor.core.port;

import io.gpugovernor.core.policy.Orders;
import io.gpugovernor.core.policy.PowerOffer;
import io.gpugovernor.core.units.Moment;

/** What comes to one domain from outside its loop, and what it tells its neighbours. */
public interface StandingOrders {
    /** What is in force at {@code now}. */
    Orders at(Moment now);

    /** What the domain draws from now on, and what it could give up. */
    void offered(PowerOffer offer);

    /** The domain is released: its GPUs draw what they like. */
    void withdrawn();
}
