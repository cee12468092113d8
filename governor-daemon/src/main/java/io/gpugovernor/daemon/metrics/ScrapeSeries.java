package io.gpugovernor.daemon.metrics;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.fetch.Failure;
import io.gpugovernor.daemon.scrape.ScrapeStatistics;
import io.prometheus.metrics.model.snapshots.Labels;

/** Turns what listening to an engine costs, and how it goes, into series. */
final class ScrapeSeries {
    private ScrapeSeries() {}

    static void add(String domain, ScrapeStatistics scrapes, Moment now, Points points) {
        Labels labels = Labels.of("domain", domain);
        points.add(Family.SCRAPES, labels, scrapes.scrapes());
        points.add(Family.SCRAPE_PERIOD, labels, Durations.seconds(scrapes.period()));
        for (Failure failure : Failure.values()) {
            points.add(
                    Family.SCRAPE_FAILURES,
                    labels.add("reason", DomainSeries.labelOf(failure)),
                    scrapes.failures().getOrDefault(failure, 0L));
        }
        if (scrapes.scrapes() > 0) {
            points.add(Family.SCRAPE_DURATION, labels, Durations.seconds(scrapes.lastDuration()));
        }
        scrapes.lastSuccess().ifPresent(at -> {
            points.add(Family.SCRAPE_SIZE, labels, scrapes.lastBytes());
            points.add(Family.SCRAPE_AGE, labels, Math.max(0, Durations.seconds(now.since(at))));
        });
    }
}
