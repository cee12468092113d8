package io.gpugovernor.sim.sweep.compare;

import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.sweep.Capacity;
import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.IdleRow;
import io.gpugovernor.sim.sweep.Isolated;
import io.gpugovernor.sim.sweep.Point;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.Volley;
import io.gpugovernor.sim.sweep.run.Load;
import java.util.LinkedHashMap;
import java.util.Map;

/** A dataset as named rows of named quantities. */
final class Figures {
    private final Map<String, Map<String, Double>> rows = new LinkedHashMap<>();

    private Figures() {}

    static Map<String, Map<String, Double>> of(Dataset dataset) {
        Figures figures = new Figures();
        dataset.points().forEach(figures::add);
        dataset.capacities().forEach(figures::add);
        dataset.isolated().forEach(figures::add);
        dataset.idle().forEach(figures::add);
        dataset.volleys().forEach(figures::add);
        return figures.rows;
    }

    private void add(Point row) {
        String load = row.loadShare()
                .map(share -> new Load.Share(share) + " load")
                .orElseGet(() -> new Load.Fixed(row.rate()).toString());
        Map<String, Double> figures = row(name(row.setup(), row.workload(), row.clock()) + ", " + load);
        figures.put("offered rate", row.rate().perSecond());
        figures.put("TTFT p50", row.ttft().p50().value());
        figures.put("TTFT p99", row.ttft().p99().value());
        figures.put("TBT p50", row.tbt().p50().value());
        figures.put("TBT p99", row.tbt().p99().value());
        figures.put("throughput", row.throughput().value());
        figures.put("power", row.power().value());
        figures.put("energy per request", row.energyPerRequest().value());
    }

    private void add(Capacity row) {
        Map<String, Double> figures = row(name(row.setup(), row.workload(), row.clock()) + ", maximum");
        row.maximum().ifPresent(rate -> figures.put("maximum throughput", rate.perSecond()));
    }

    private void add(Isolated row) {
        Map<String, Double> figures = row(name(row.setup(), row.workload(), row.clock()) + ", alone");
        figures.put("TTFT alone", row.ttft().value());
        figures.put("TBT alone", row.tbt().value());
    }

    private void add(IdleRow row) {
        row(row.setup() + ", " + row.clock() + ", at rest")
                .put("idle power", row.power().value());
    }

    private void add(Volley row) {
        String requests = row.requests() + " x " + row.prompt().inputTokens() + " in, "
                + row.prompt().outputTokens() + " out";
        Map<String, Double> figures = row(row.setup() + ", " + row.clock() + ", " + requests);
        figures.put("volley", Durations.seconds(row.elapsed()));
        figures.put("volley energy", row.energy().value());
    }

    private Map<String, Double> row(String name) {
        return rows.computeIfAbsent(name, absent -> new LinkedHashMap<>());
    }

    private static String name(Setup setup, WorkloadClass workload, Megahertz clock) {
        return setup + ", " + workload.code() + ", " + clock;
    }
}
