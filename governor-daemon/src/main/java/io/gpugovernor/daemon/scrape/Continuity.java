package io.gpugovernor.daemon.scrape;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether counters can be compared with those of the page before, series by series.
 *
 * <p>A server adds up several engines. When one of them restarts, its counters fall while the others' rise, and the sum
 * may hide it; when one joins, the sum leaps without a request. So every series is watched by itself. A new incarnation
 * begins when
 *
 * <ul>
 *   <li>a counter falls, or is gone;
 *   <li>a series was created at another time, or the process started at another;
 *   <li>an engine is there that was not, or is not there that was;
 *   <li>a role is played by another metric, or by one for the first time.
 * </ul>
 *
 * A new label of an engine that was there, such as its first aborted request, is none of these. Immutable.
 */
final class Continuity {
    static final Continuity NOTHING_SEEN = new Continuity(0, Optional.empty());

    private final long incarnation;
    private final Optional<Reading> last;

    /**
     * What is compared of a page.
     *
     * @param roles which metric plays each role
     * @param engines labels of the gauge of running requests, one set for each engine
     * @param counts counters, and the counts of histograms
     * @param births moments of creation
     */
    private record Marks(
            Map<Role, MetricSum> roles,
            Set<Map<String, String>> engines,
            Map<Key, Double> counts,
            Map<Key, Double> births) {

        static Marks of(Reading reading) {
            Map<Key, Double> counts = new HashMap<>();
            Map<Key, Double> births = new HashMap<>();
            put(counts, WatchedSeries.counts(reading));
            put(births, WatchedSeries.births(reading));
            Set<Map<String, String>> engines = new HashSet<>();
            reading.series(Role.RUNNING).forEach(series -> engines.add(series.labels()));
            return new Marks(Map.copyOf(reading.metrics()), engines, counts, births);
        }

        private static void put(Map<Key, Double> marks, List<Series> series) {
            series.forEach(one -> marks.put(new Key(one.name(), one.labels()), one.value()));
        }

        boolean follow(Marks before) {
            return roles.equals(before.roles)
                    && engines.equals(before.engines)
                    && before.counts.entrySet().stream()
                            .allMatch(mark -> counts.getOrDefault(mark.getKey(), Double.NaN) >= mark.getValue())
                    && before.births.entrySet().stream()
                            .allMatch(mark -> mark.getValue().equals(births.get(mark.getKey())));
        }
    }

    /** What makes a series itself. */
    private record Key(String name, Map<String, String> labels) {}

    private Continuity(long incarnation, Optional<Reading> last) {
        this.incarnation = incarnation;
        this.last = last;
    }

    /** What is known after {@code reading}; a page that cannot be used teaches nothing. */
    Continuity after(Reading reading) {
        if (reading.complaint().isPresent()) {
            return this;
        }
        boolean follows = last.isEmpty() || follows(last.get(), reading);
        return new Continuity(follows ? incarnation : incarnation + 1, Optional.of(reading));
    }

    private static boolean follows(Reading before, Reading after) {
        boolean alike = after.page().differsInValuesOnly(before.page())
                && after.metrics().equals(before.metrics());
        return alike
                ? after.watched().follow(before.page(), after.page())
                : Marks.of(after).follow(Marks.of(before));
    }

    /** A number for the time since the last break. */
    long incarnation() {
        return incarnation;
    }
}
