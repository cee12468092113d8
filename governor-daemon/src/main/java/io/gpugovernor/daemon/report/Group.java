package io.gpugovernor.daemon.report;

import io.gpugovernor.sim.evaluation.Cell;
import io.gpugovernor.sim.evaluation.Entry;
import io.gpugovernor.sim.evaluation.Outcome;
import io.gpugovernor.sim.evaluation.Results;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * The runs of one policy in one setting, one for each seed; what is said of them is the mean over the seeds.
 *
 * @param cells at least one, alike but for the seed
 */
record Group(Results results, List<Cell> cells) {
    /** Groups entries by what {@code key} says of them, in the order of their first. */
    static <K> Map<K, Group> by(Results results, List<Entry> entries, Function<Entry, K> key) {
        Map<K, List<Cell>> cells = new LinkedHashMap<>();
        for (Entry entry : entries) {
            cells.computeIfAbsent(key.apply(entry), any -> new ArrayList<>()).add(entry.cell());
        }
        Map<K, Group> groups = new LinkedHashMap<>();
        cells.forEach((k, of) -> groups.put(k, new Group(results, of)));
        return groups;
    }

    /** One number of each run. */
    DoubleStream each(ToDoubleFunction<Outcome> number) {
        return cells.stream().map(results::of).mapToDouble(number);
    }

    DoubleStream savings() {
        return cells.stream().mapToDouble(results::saving);
    }

    double saving() {
        return savings().average().orElseThrow();
    }

    double kept() {
        return each(Outcome::jointKept).average().orElseThrow();
    }

    double switches() {
        return each(Outcome::switchesPerMinute).average().orElseThrow();
    }

    /** Whether as many requests kept the SLO as were promised or, where maximum clock keeps fewer, as it keeps. */
    boolean keepsThePromise() {
        double maximum = cells.stream()
                .map(Cell::baseline)
                .map(results::of)
                .mapToDouble(Outcome::jointKept)
                .average()
                .orElseThrow();
        double promised = cells.get(0).setting().slo().quantile().value();
        return kept() >= Math.min(promised, maximum);
    }

    /** {@code 44.8 % (0.9932)}, with a mark where the promise was broken. */
    String said() {
        return Said.percent(saving()) + " (" + Said.share(kept()) + ")" + (keepsThePromise() ? "" : " ✗");
    }
}
