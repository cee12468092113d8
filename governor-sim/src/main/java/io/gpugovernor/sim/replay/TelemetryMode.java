package io.gpugovernor.sim.replay;

import java.time.Duration;

/** How the governor hears the engine. */
public sealed interface TelemetryMode {
    /** Longest time between two decisions. */
    Duration period();

    /**
     * Metrics are scraped at a fixed period.
     *
     * @param period above zero
     */
    record Scrape(Duration period) implements TelemetryMode {}

    /**
     * The engine pushes its state after every step, at least {@link #APART} apart; while nothing happens, the governor
     * still looks once a period.
     *
     * @param period above zero
     */
    record Feed(Duration period) implements TelemetryMode {
        /** Pushes are coalesced to this distance. */
        public static final Duration APART = Duration.ofMillis(10);
    }
}
