package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.http.DecisionView;
import io.gpugovernor.daemon.http.DomainView;
import io.gpugovernor.daemon.http.GpuView;
import io.gpugovernor.daemon.http.StatusView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How clock and power of each domain went while somebody watched: a sample a look, oldest first. */
final class Course {
    /** No terminal is wider than its longest line; older samples could not be shown. */
    private static final int LONGEST = 512;

    private final Map<String, List<@Nullable Double>> clocks = new HashMap<>();
    private final Map<String, List<@Nullable Double>> powers = new HashMap<>();

    /** Notes what {@code status} says; domains that are gone are forgotten. */
    void note(StatusView status) {
        List<String> names = status.domains().stream().map(DomainView::name).toList();
        clocks.keySet().retainAll(names);
        powers.keySet().retainAll(names);
        for (DomainView domain : status.domains()) {
            DecisionView latest = domain.latest();
            add(clocks, domain.name(), latest == null ? null : applied(latest.gpus()));
            add(powers, domain.name(), latest == null ? null : latest.powerWatts());
        }
    }

    /** Notes that the daemon did not answer. */
    void noteSilence() {
        clocks.keySet().forEach(name -> add(clocks, name, null));
        powers.keySet().forEach(name -> add(powers, name, null));
    }

    List<@Nullable Double> clocks(String domain) {
        return clocks.getOrDefault(domain, List.of());
    }

    List<@Nullable Double> powers(String domain) {
        return powers.getOrDefault(domain, List.of());
    }

    /** The highest of the clocks that the GPUs run at; null if none could be read. */
    private static @Nullable Double applied(List<GpuView> gpus) {
        double highest = gpus.stream()
                .map(GpuView::appliedClockMHz)
                .filter(Objects::nonNull)
                .mapToDouble(clock -> clock)
                .max()
                .orElse(Double.NaN);
        return Double.isNaN(highest) ? null : highest;
    }

    private static void add(Map<String, List<@Nullable Double>> samples, String name, @Nullable Double value) {
        List<@Nullable Double> course = samples.computeIfAbsent(name, unseen -> new ArrayList<>());
        course.add(value);
        if (course.size() > LONGEST) {
            course.remove(0);
        }
    }
}
