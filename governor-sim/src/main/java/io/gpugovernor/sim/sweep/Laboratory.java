package io.gpugovernor.sim.sweep;

import java.time.Duration;
import java.util.List;

/** Where testbeds come from. */
public interface Laboratory {
    /** The configurations that can be measured, without repeats. */
    List<Setup> setups();

    /**
     * A testbed in one configuration, at rest. Whoever opens it closes it, after one row of the dataset; what is dear to
     * open may be kept and given again.
     *
     * @param setup one of {@link #setups}
     * @param seed of what is random inside; a live node has its own randomness and takes no notice
     * @throws TestbedException if it cannot be had
     */
    Testbed open(Setup setup, long seed);

    /** What a configuration is, without opening it. */
    Subject subject(Setup setup);

    /**
     * About how long it takes to serve a request of an open loop, all told; an estimate of a sweep's duration is as good
     * as this.
     */
    Duration perRequest();

    /** How many testbeds may be open at once, at least 1; a live node is one. */
    int atOnce();
}
