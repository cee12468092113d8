package io.gpugovernor.core.telemetry;

import io.gpugovernor.core.units.Ratio;

/**
 * How much of the KV cache a running request takes in the mean over its stay: less than that while it is young, for its
 * context grows with each token.
 *
 * <pre>
 * mean = sum of KV cache usage * dt / sum of running requests * dt        over the last ten minutes, the recent ones more
 * </pre>
 *
 * <p>Ten minutes are several times as long as answers of thousands of tokens stay. In single precision, for every window
 * makes a new one. Immutable.
 *
 * @param used sum of the share of the cache that was used, times seconds
 * @param ran sum of requests that ran, times seconds
 */
public record UsualContexts(float used, float ran) {
    private static final double MEMORY_SECONDS = 600;

    /** Nothing was seen. */
    public static final UsualContexts UNKNOWN = new UsualContexts(0, 0);

    UsualContexts after(Window window, EngineSnapshot engine) {
        double seconds = window.seconds();
        double kept = Math.exp(-seconds / MEMORY_SECONDS);
        double nowUsed = used * kept + engine.kvUsage().value() * seconds;
        double nowRan = ran * kept + engine.running() * seconds;
        return new UsualContexts((float) nowUsed, (float) nowRan);
    }

    /** Share of the KV cache that the requests of {@code engine} that run take where their contexts are as long as usual. */
    public Ratio takenBy(EngineSnapshot engine) {
        return ran > 0 ? new Ratio(Math.min(1, engine.running() * (double) used / ran)) : Ratio.ZERO;
    }
}
