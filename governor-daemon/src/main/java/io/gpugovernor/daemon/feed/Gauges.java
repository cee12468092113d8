package io.gpugovernor.daemon.feed;

import io.gpugovernor.core.units.Ratio;

/**
 * An engine as it stood at the end of a step.
 *
 * @param running requests in the batch
 * @param waiting requests not yet admitted
 * @param kvUsage share of the KV cache in use
 * @param at when the step ended, nanoseconds of the sender's monotonic clock, which the processes of a node share
 */
record Gauges(long running, long waiting, Ratio kvUsage, long at) {
    /** What an engine that sleeps has to do, whatever its gauges said last. */
    Gauges asleep() {
        return new Gauges(0, 0, kvUsage, at);
    }
}
