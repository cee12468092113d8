package io.gpugovernor.sim.sweep.fit;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was measured of one engine configuration.
 *
 * @param bursts requests sent at the same moment, at several clocks
 * @param idle draw of all GPUs with the model loaded and no requests, by clock
 */
record Evidence(List<Burst> bursts, Map<Megahertz, Watts> idle) {
    private static final int LEAST_CLOCKS = 3;

    Evidence {
        bursts = List.copyOf(bursts);
        idle = Map.copyOf(idle);
    }

    /** The rows of one configuration. */
    static Evidence of(Dataset dataset, Setup setup) {
        List<Burst> bursts = new ArrayList<>();
        dataset.isolated().stream()
                .filter(row -> row.setup().equals(setup))
                .map(Burst::of)
                .forEach(bursts::add);
        dataset.volleys().stream()
                .filter(row -> row.setup().equals(setup))
                .map(Burst::of)
                .forEach(bursts::add);
        Map<Megahertz, Watts> idle = new TreeMap<>();
        dataset.idle().stream()
                .filter(row -> row.setup().equals(setup))
                .forEach(row -> idle.put(row.clock(), row.power()));
        return new Evidence(bursts, idle);
    }

    /** Clocks at which requests were measured, ascending. */
    TreeSet<Megahertz> clocks() {
        TreeSet<Megahertz> clocks = new TreeSet<>();
        bursts.forEach(burst -> clocks.add(burst.clock()));
        return clocks;
    }

    SortedMap<Megahertz, Watts> idleByClock() {
        return new TreeMap<>(idle);
    }

    /** What a fit needs and this lacks, each with what to measure; empty if it will do. */
    List<String> lacks() {
        List<String> lacks = new ArrayList<>();
        if (clocks().size() < LEAST_CLOCKS) {
            lacks.add("requests at " + clocks().size() + " clocks; a profile needs at least " + LEAST_CLOCKS
                    + ", the highest among them");
        }
        if (idle.size() < 2) {
            lacks.add("idle power at " + idle.size() + " clocks; measure it at two or more");
        }
        long prompts = bursts.stream().mapToInt(Burst::inputTokens).distinct().count();
        if (prompts < 2) {
            lacks.add("prompts of " + prompts + " lengths; send isolated prompts of at least two");
        }
        long batches = bursts.stream()
                .filter(burst -> burst.tbt().isPresent())
                .mapToInt(Burst::requests)
                .distinct()
                .count();
        if (batches < 2) {
            lacks.add("batches of " + batches + " sizes that decode together; send bursts of at least two");
        }
        return lacks;
    }
}
