package io.gpugovernor.sim.sweep;

/**
 * An open loop of equal requests: they arrive at the rate whatever became of those before.
 *
 * @param prompt lengths of every request
 * @param rate mean rate of the arrivals, a Poisson process
 * @param requests how many are measured, at least 1
 * @param warmUp how many go before them and are not measured
 * @param seed the same seed gives the same arrivals, scaled by the rate
 */
public record Errand(Prompt prompt, RequestRate rate, int requests, int warmUp, long seed) {
    /** @throws IllegalArgumentException if a count is out of range */
    public Errand {
        if (requests < 1 || warmUp < 0) {
            throw new IllegalArgumentException("an errand measures at least one request");
        }
    }
}
