package io.gpugovernor.sim.peer;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.trace.Trace;

/**
 * The arrivals to come, with their lengths. Nobody has this in operation.
 *
 * @param arrivals the whole replay, from moment 0
 */
record Foreknowledge(Trace arrivals) {
    /** Index of the first request that arrives at {@code moment} or later; the trace's size if none does. */
    int firstFrom(Moment moment) {
        int low = 0;
        int high = arrivals.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (arrivals.arrival(middle).toNanos() < moment.nanos()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
