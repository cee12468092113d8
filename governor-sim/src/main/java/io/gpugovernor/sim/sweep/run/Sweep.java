package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.sim.evaluation.Crew;
import io.gpugovernor.sim.evaluation.Pace;
import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.DatasetWriter;
import io.gpugovernor.sim.sweep.Laboratory;
import io.gpugovernor.sim.sweep.Target;
import io.gpugovernor.sim.sweep.Testbed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures what a plan asks for and a dataset does not hold yet. Every row is measured on a testbed at rest, from a seed of
 * its own; so the numbers are the same with any number of threads, and after any interruption.
 */
public final class Sweep {
    /** A measurement takes as long as so many requests before it serves any: a testbed is made, a clock is set. */
    private static final int OPENING = 100;

    private final Laboratory laboratory;
    private final Plan plan;
    private final DatasetWriter writer;
    private final Ledger ledger;
    private final List<List<Task>> phases;
    private final int threads;

    /**
     * @param writer of the dataset, begun or gone on with
     * @param threads at most so many testbeds at once
     */
    public Sweep(Laboratory laboratory, Plan plan, DatasetWriter writer, int threads) {
        this.laboratory = laboratory;
        this.plan = plan;
        this.writer = writer;
        this.ledger = new Ledger(writer);
        this.phases = new Agenda(plan, laboratory).phases();
        this.threads = Math.max(1, Math.min(threads, laboratory.atOnce()));
    }

    /** What is ahead of a sweep. */
    public Outlook outlook() {
        List<Task> all = phases.stream().flatMap(List::stream).toList();
        List<Task> left = all.stream().filter(task -> !task.done(ledger)).toList();
        long requests = left.stream().mapToLong(Sweep::weight).sum();
        Duration duration = laboratory.perRequest().multipliedBy(requests).dividedBy(threads);
        return new Outlook(all.size(), all.size() - left.size(), requests, duration);
    }

    /**
     * Measures everything.
     *
     * @param wall for the progress line only
     * @throws io.gpugovernor.sim.sweep.TestbedException if something cannot be measured
     * @throws io.gpugovernor.sim.sweep.DatasetException if it cannot be written; what was measured is kept in both cases
     */
    public Dataset run(TimeSource wall, Consumer<String> progress) {
        Outlook outlook = outlook();
        Pace pace = new Pace("measurements", outlook.all(), outlook.done(), outlook.requests(), wall, progress);
        for (List<Task> phase : phases) {
            List<Task> left = phase.stream().filter(task -> !task.done(ledger)).toList();
            Crew.work(threads, left, task -> {
                measure(task);
                pace.done(weight(task));
            });
        }
        return writer.complete(plan.cells().stream()
                .flatMap(cell -> ledger.capacity(cell, plan.reference()).stream())
                .map(row -> new Target(row.setup(), row.workload(), row.sloTtft(), row.sloTbt()))
                .toList());
    }

    private static long weight(Task task) {
        return OPENING + task.requests();
    }

    private void measure(Task task) {
        try (Testbed testbed = laboratory.open(task.setup(), Seeds.of(plan.seed(), task.name()))) {
            if (!testbed.clocks().isEmpty()) {
                testbed.lock(Optional.of(task.clock()));
            }
            task.measure(testbed, ledger);
        }
    }
}
