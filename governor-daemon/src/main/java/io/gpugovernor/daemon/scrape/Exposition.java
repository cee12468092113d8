package io.gpugovernor.daemon.scrape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The wanted part of a metrics page. */
final class Exposition {
    private final Map<String, List<Series>> series = new HashMap<>();
    private final Map<String, Set<Map<String, String>>> seen = new HashMap<>();
    private final Set<String> declared = new HashSet<>();
    private int size;

    /** Series of a sample name, in the page's order; empty if there are none. */
    List<Series> series(String name) {
        return series.getOrDefault(name, List.of());
    }

    /**
     * Whether the page gives a type for this family, with or without series. Python's client writes the type of a
     * family that never had a value.
     */
    boolean declares(String family) {
        return declared.contains(family);
    }

    /** Number of wanted series. */
    int size() {
        return size;
    }

    void declare(String family) {
        declared.add(family);
    }

    /** Adds a series; false if there is one with this name and these labels already. */
    boolean add(Series added) {
        if (!seen.computeIfAbsent(added.name(), name -> new HashSet<>()).add(added.labels())) {
            return false;
        }
        series.computeIfAbsent(added.name(), name -> new ArrayList<>()).add(added);
        size++;
        return true;
    }
}
