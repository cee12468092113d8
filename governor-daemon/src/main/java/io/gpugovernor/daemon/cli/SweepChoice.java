package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.run.Cell;
import io.gpugovernor.sim.sweep.run.Effort;
import io.gpugovernor.sim.sweep.run.FigureSet;
import io.gpugovernor.sim.sweep.run.Load;
import io.gpugovernor.sim.sweep.run.Plan;
import io.gpugovernor.sim.sweep.run.SloRule;
import io.gpugovernor.sim.sweep.run.SweptClocks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A sweep's options, understood. What is wrong with them goes to the problems. */
final class SweepChoice {
    private static final int MOST_GPUS = 64;
    private static final int MOST_BATCH = 100_000;
    private static final int MOST_REPEATS = 100;
    private static final int MOST_REQUESTS = 1_000_000;

    final List<FigureSet> figures;
    final List<Megahertz> clocks;
    final List<WorkloadClass> classes;
    final List<Integer> tensorParallel;
    final List<Integer> maxBatch;
    final List<Load> loads;
    final SloRule slos;
    final Optional<Integer> repeats;
    final Optional<Integer> requests;
    final long seed;

    SweepChoice(SweepOptions options, Problems problems) {
        figures =
                problems.one("--figures", options.figures, SweepValues::figures).orElse(List.of(FigureSet.WORKLOADS));
        clocks = problems.list("--clocks", options.clocks, SweepValues::clock);
        classes = problems.list("--classes", options.classes, SweepValues::workload);
        tensorParallel = problems.list(
                "--tensor-parallel", options.tensorParallel, text -> SweepValues.whole(text, 1, MOST_GPUS));
        maxBatch = problems.list("--max-batch", options.maxBatch, text -> SweepValues.whole(text, 1, MOST_BATCH));
        loads = new ArrayList<>(problems.list("--load", options.load, SweepValues::load));
        loads.addAll(problems.list("--rate", options.rate, SweepValues::rate));
        if (loads.isEmpty()) {
            loads.add(Load.MEDIUM);
        }
        Optional<Duration> ttft = problems.one("--slo-ttft", options.sloTtft, SweepValues::time);
        Optional<Duration> tbt = problems.one("--slo-tbt", options.sloTbt, SweepValues::time);
        slos = new SloRule(ttft, tbt);
        repeats = problems.one("--repeats", options.repeats, text -> SweepValues.whole(text, 1, MOST_REPEATS));
        requests = problems.one(
                "--requests", options.requests, text -> SweepValues.whole(text, Effort.LEAST_REQUESTS, MOST_REQUESTS));
        seed = problems.one("--seed", options.seed, SweepValues::seed).orElse(1L);
    }

    /** The cells: what each figure compares, with whatever was given in its place. */
    List<Cell> cells(int ownParallel, int ownBatch) {
        List<Cell> cells = new ArrayList<>();
        for (FigureSet set : figures) {
            for (int parallel : first(tensorParallel, set.tensorParallel(), List.of(ownParallel))) {
                for (int batch : first(maxBatch, set.maxBatch(), List.of(ownBatch))) {
                    for (WorkloadClass workload : first(classes, set.classes(), List.of())) {
                        cells.add(new Cell(new Setup(parallel, batch), workload));
                    }
                }
            }
        }
        return cells;
    }

    Effort effort(Effort usual) {
        return new Effort(repeats.orElse(usual.repeats()), requests.orElse(usual.requests()), usual.rest());
    }

    /** The clocks given, or the paper's; those the GPU has not are problems. */
    List<Megahertz> clocks(ClockTable table, String hardware, Problems problems) {
        if (clocks.isEmpty()) {
            return SweptClocks.paper(table);
        }
        for (Megahertz clock : clocks) {
            if (!table.contains(clock)) {
                Megahertz below = table.floor(clock);
                Megahertz above = table.ceiling(clock);
                problems.add("--clocks: " + hardware + " has no step of " + clock.value() + " MHz; the nearest "
                        + (below.equals(above)
                                ? "is " + below.value()
                                : "are " + below.value() + " and " + above.value()));
            }
        }
        return clocks;
    }

    Plan plan(List<Cell> cells, List<Megahertz> swept, ClockTable table, Effort usual) {
        return new Plan(cells, swept, SweptClocks.bench(table, swept), table.max(), loads, slos, effort(usual), seed);
    }

    /** Every option that the numbers depend on, as a manifest keeps it. */
    Map<String, String> options(Plan plan) {
        Map<String, String> options = new TreeMap<>();
        options.put(
                "cells",
                plan.cells().stream()
                        .map(cell -> cell.setup() + " " + cell.workload().code())
                        .toList()
                        .toString());
        options.put("clocks", plan.clocks().toString());
        options.put("loads", plan.loads().toString());
        options.put("repeats", Integer.toString(plan.effort().repeats()));
        options.put("requests", Integer.toString(plan.effort().requests()));
        options.put("slo-ttft", slos.ttft().map(Duration::toString).orElse("5 times that of a request alone"));
        options.put("slo-tbt", slos.tbt().map(Duration::toString).orElse("5 times that of a request alone"));
        return options;
    }

    private static <T> List<T> first(List<T> given, List<T> figures, List<T> own) {
        if (!given.isEmpty()) {
            return given;
        }
        return figures.isEmpty() ? own : figures;
    }
}
