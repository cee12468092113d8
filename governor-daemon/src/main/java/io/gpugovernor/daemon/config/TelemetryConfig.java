package io.gpugovernor.daemon.config;

import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import java.util.Optional;

/**
 * How often the engine is asked.
 *
 * @param period time between two scrapes; empty for as often as the budget allows, 100 ms to {@link #LONGEST_AUTO}
 * @param budget share of one core that scraping may cost
 */
public record TelemetryConfig(Optional<Duration> period, Ratio budget) {
    /** The slowest that an automatic period gets: past it, telemetry is too old to act on. */
    public static final Duration LONGEST_AUTO = Duration.ofSeconds(1);

    /** The fastest that an automatic period gets: less brings little, and costs the engine as much again. */
    public static final Duration SHORTEST_AUTO = Duration.ofMillis(100);

    public static final TelemetryConfig DEFAULT = new TelemetryConfig(Optional.empty(), new Ratio(0.02));

    /** @throws IllegalArgumentException if {@code period} is not longer than zero */
    public TelemetryConfig {
        if (period.isPresent() && (period.get().isZero() || period.get().isNegative())) {
            throw new IllegalArgumentException("a period must be longer than zero, not " + period.get());
        }
    }

    /** The longest time that can lie between two scrapes. */
    public Duration longestPeriod() {
        return period.orElse(LONGEST_AUTO);
    }
}
