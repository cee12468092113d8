package io.gpugovernor.daemon.scrape;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.fetch.Failure;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What listening costs and how often it fails.
 *
 * @param lastDuration how long the last scrape took, failed or not; zero before the first
 * @param lastBytes size of the last page that arrived whole; zero before the first
 * @param scrapes attempts so far
 * @param failures attempts without a snapshot, by reason; a reason that never was is not in it
 * @param lastSuccess when the last snapshot was read; empty before the first
 * @param period time until the next attempt
 */
public record ScrapeStatistics(
        Duration lastDuration,
        int lastBytes,
        long scrapes,
        Map<Failure, Long> failures,
        Optional<Moment> lastSuccess,
        Duration period) {
    public ScrapeStatistics {
        failures = Map.copyOf(failures);
    }

    /** Before the first scrape. */
    public static ScrapeStatistics starting(Duration period) {
        return new ScrapeStatistics(Duration.ZERO, 0, 0, Map.of(), Optional.empty(), period);
    }

    /** The same, with another time until the next attempt. */
    ScrapeStatistics every(Duration next) {
        return new ScrapeStatistics(lastDuration, lastBytes, scrapes, failures, lastSuccess, next);
    }

    ScrapeStatistics heard(Moment at, Duration duration, int bytes, Duration next) {
        return new ScrapeStatistics(duration, bytes, scrapes + 1, failures, Optional.of(at), next);
    }

    ScrapeStatistics failed(Failure failure, Duration duration, int bytes, Duration next) {
        Map<Failure, Long> counts = new EnumMap<>(Failure.class);
        counts.putAll(failures);
        counts.merge(failure, 1L, Long::sum);
        return new ScrapeStatistics(duration, bytes, scrapes + 1, counts, lastSuccess, next);
    }
}
