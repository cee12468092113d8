package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.sim.sweep.Reading;

/**
 * What a window of an open loop brought, and what it cost.
 *
 * @param requestsPerSecond finished in the window
 * @param joulesPerRequest the window's energy over the requests finished in it
 */
record Yield(double requestsPerSecond, double joulesPerRequest) {
    /** An engine so overloaded that nothing finished while requests arrived counts as if one had: a lower bound. */
    static Yield of(Reading reading) {
        int finished = Math.max(1, reading.finished());
        return new Yield(
                reading.finished() / Durations.seconds(reading.elapsed()),
                reading.energy().value() / finished);
    }
}
