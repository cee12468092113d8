package io.gpugovernor.daemon.scrape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Metrics that make up a role together: {@code name}, or {@code one + other}. Parts without series count as 0 as long as
 * one part is there.
 *
 * @param parts at least one
 */
record MetricSum(List<Metric> parts) {
    MetricSum {
        parts = List.copyOf(parts);
    }

    /** The sum that {@code text} names; empty if a part has no metric's form. */
    static Optional<MetricSum> parse(String text) {
        List<Metric> parts = new ArrayList<>();
        for (String part : text.split("\\+", -1)) {
            Optional<Metric> metric = Metric.parse(part.strip());
            if (metric.isEmpty()) {
                return Optional.empty();
            }
            parts.add(metric.get());
        }
        return Optional.of(new MetricSum(parts));
    }

    boolean hasSeries(Exposition page, Role.Kind kind) {
        return parts.stream().anyMatch(part -> part.hasSeries(page, kind));
    }

    boolean isShown(Exposition page, Role.Kind kind) {
        return parts.stream().anyMatch(part -> part.isShown(page, kind));
    }

    /** Whether all series of one name are its own, so that nothing is to be searched for. */
    boolean isWholeFamily() {
        return parts.size() == 1 && parts.get(0).labels().isEmpty();
    }

    /** The series of all parts; of a histogram, of its piece with {@code suffix}. */
    List<Series> series(Exposition page, String suffix) {
        return parts.size() == 1
                ? parts.get(0).series(page, suffix)
                : parts.stream()
                        .flatMap(part -> part.series(page, suffix).stream())
                        .toList();
    }

    /** When the series of all parts began, where the engine says so. */
    List<Series> created(Exposition page) {
        return parts.size() == 1
                ? page.series(parts.get(0).created())
                : parts.stream()
                        .flatMap(part -> page.series(part.created()).stream())
                        .toList();
    }

    @Override
    public String toString() {
        return parts.stream().map(Metric::toString).collect(Collectors.joining(" + "));
    }
}
