package io.gpugovernor.daemon.scrape;

import java.util.ArrayList;
import java.util.List;

/**
 * Where on a page the series are by which {@link Continuity} tells whether an engine goes on: pages that differ in values
 * only have them at the same places, so they are looked up once.
 *
 * @param counts counters, and the counts of histograms
 * @param births moments of creation
 */
record WatchedSeries(List<Exposition.Place> counts, List<Exposition.Place> births) {
    static WatchedSeries of(Reading reading) {
        return new WatchedSeries(
                reading.page().places(counts(reading)), reading.page().places(births(reading)));
    }

    /** Counters, and the counts of histograms, of a page that may be unlike any other. */
    static List<Series> counts(Reading reading) {
        List<Series> counts = new ArrayList<>();
        for (Role role : reading.metrics().keySet()) {
            switch (role.kind()) {
                case COUNTER -> counts.addAll(reading.series(role));
                case HISTOGRAM -> counts.addAll(reading.series(role, "_count"));
                case GAUGE -> {
                    // It may fall.
                }
            }
        }
        return counts;
    }

    /** The moments at which such a page's series were created, and the process started. */
    static List<Series> births(Reading reading) {
        List<Series> births = new ArrayList<>();
        reading.metrics().forEach((role, metric) -> {
            if (role.kind() != Role.Kind.GAUGE) {
                births.addAll(metric.created(reading.page()));
            } else if (role == Role.STARTED) {
                births.addAll(reading.series(role));
            }
        });
        return births;
    }

    /** Whether no counter fell from {@code before} to {@code after}, and nothing was born at another moment. */
    boolean follow(Exposition before, Exposition after) {
        for (Exposition.Place place : counts) {
            if (!(after.value(place) >= before.value(place))) {
                return false;
            }
        }
        for (Exposition.Place place : births) {
            if (Double.compare(before.value(place), after.value(place)) != 0) {
                return false;
            }
        }
        return true;
    }
}
