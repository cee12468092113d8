package io.gpugovernor.core.policy;

import io.gpugovernor.core.units.Joules;

/**
 * Energy that a request takes, the idle time between requests included, as forecast. The last {@value #MEMORY} requests or
 * so count. Immutable.
 *
 * @param joules spent, lately
 * @param requests served for it
 */
record RequestEnergy(double joules, double requests) {
    private static final double MEMORY = 200;

    /** Before anything was served. */
    static final RequestEnergy NONE = new RequestEnergy(0, 0);

    /** The same after {@code served} more requests, for which so many joules were spent. */
    RequestEnergy after(double spent, long served) {
        double kept = served == 0 ? 1 : Math.exp(-served / MEMORY);
        return new RequestEnergy((joules + spent) * kept, (requests + served) * kept);
    }

    /** What each takes; nothing while none was served. */
    Joules each() {
        return new Joules(requests > 0 ? joules / requests : 0);
    }
}
