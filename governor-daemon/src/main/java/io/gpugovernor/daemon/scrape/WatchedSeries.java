package io.gpugovernor.daemon.scrape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where on a page the series are by which {@link Continuity} tells whether an engine goes on: pages that differ in values
 * only have them at the same places, so they are looked up once.
 *
 * @param counts counters, and the counts of histograms
 * @param births moments of creation
 */
record WatchedSeries(List<Exposition.Place> counts, List<Exposition.Place> births) {
    static WatchedSeries of(Reading reading) {
        List<Series> counts = new ArrayList<>();
        List<Series> births = new ArrayList<>();
        for (Map.Entry<Role, MetricSum> played : reading.metrics().entrySet()) {
            Role role = played.getKey();
            switch (role.kind()) {
                case COUNTER -> counts.addAll(reading.series(role));
                case HISTOGRAM -> counts.addAll(reading.series(role, "_count"));
                case GAUGE -> births.addAll(role == Role.STARTED ? reading.series(role) : List.of());
            }
            if (role.kind() != Role.Kind.GAUGE) {
                births.addAll(played.getValue().created(reading.page()));
            }
        }
        return new WatchedSeries(reading.page().places(counts), reading.page().places(births));
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
