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
import java.util.function.ToIntFunction;

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

    /** What a fit needs and this lacks, each with how much of it there is; empty if it will do. */
    List<String> lacks() {
        List<String> lacks = new ArrayList<>();
        require(lacks, "clocks at which requests were measured", clocks().size(), LEAST_CLOCKS);
        require(lacks, "clocks at which idle power was measured", idle.size(), 2);
        require(lacks, "lengths of isolated prompts", count(Burst::inputTokens), 2);
        require(lacks, "sizes of batches that decode together", count(Burst::decoding), 2);
        return lacks;
    }

    private long count(ToIntFunction<Burst> what) {
        return bursts.stream()
                .mapToInt(what)
                .filter(number -> number > 0)
                .distinct()
                .count();
    }

    private static void require(List<String> lacks, String what, long there, int least) {
        if (there < least) {
            lacks.add(what + ": " + there + ", and at least " + least + " are needed");
        }
    }
}
