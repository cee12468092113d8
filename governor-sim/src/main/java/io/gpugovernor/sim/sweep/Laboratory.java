package io.gpugovernor.sim.sweep;

import java.util.List;

/** Where testbeds come from. */
public interface Laboratory {
    /** The configurations that can be measured, without repeats. */
    List<Setup> setups();

    /**
     * A testbed in one configuration, at rest. Whoever opens it closes it.
     *
     * @param setup one of {@link #setups}
     * @param seed of what is random inside; a live node has its own randomness and takes no notice
     * @throws TestbedException if it cannot be had
     */
    Testbed open(Setup setup, long seed);

    /** How many testbeds may be open at once, at least 1; a live node is one. */
    int atOnce();
}
