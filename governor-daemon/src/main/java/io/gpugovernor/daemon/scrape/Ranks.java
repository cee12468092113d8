package io.gpugovernor.daemon.scrape;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Labels whose series say the same thing again, as the ranks of one tensor-parallel engine do. Of series that differ only
 * in these, the one of the lowest rank counts.
 *
 * @param labels label names; none where every series stands for itself
 */
record Ranks(Set<String> labels) {
    static final Ranks NONE = new Ranks(Set.of());

    Ranks {
        labels = Set.copyOf(labels);
    }

    /** {@code series}, each quantity once. */
    List<Series> once(List<Series> series) {
        if (labels.isEmpty()) {
            return series;
        }
        Map<Map<String, String>, Series> lowest = new LinkedHashMap<>();
        for (Series one : series) {
            Map<String, String> rest = new HashMap<>(one.labels());
            rest.keySet().removeAll(labels);
            lowest.merge(rest, one, (known, other) -> rank(other) < rank(known) ? other : known);
        }
        return List.copyOf(lowest.values());
    }

    /** Sum of a series' ranks; the engine's first worker has 0 everywhere. */
    private long rank(Series series) {
        long sum = 0;
        for (String label : labels) {
            String rank = series.labels().getOrDefault(label, "0");
            sum += rank.matches("[0-9]{1,9}") ? Long.parseLong(rank) : Integer.MAX_VALUE;
        }
        return sum;
    }
}
