package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.sweep.Laboratory;
import io.gpugovernor.sim.sweep.Setup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A plan as tasks, in phases: what a phase needs, those before it measured. Within a phase the tasks of a configuration and
 * of a clock follow each other, so that a node changes them as seldom as possible.
 */
final class Agenda {
    private static final Comparator<Task> ORDER =
            Comparator.comparing(Task::setup).thenComparing(Task::clock);

    private final Plan plan;
    private final Laboratory laboratory;

    Agenda(Plan plan, Laboratory laboratory) {
        this.plan = plan;
        this.laboratory = laboratory;
    }

    List<List<Task>> phases() {
        return List.of(alone(), capacities(), points());
    }

    private List<Task> alone() {
        List<Task> tasks = new ArrayList<>();
        for (Setup setup : plan.setups()) {
            for (Megahertz clock : plan.benchClocks()) {
                tasks.add(new IdleTask(setup, clock, plan));
                tasks.addAll(VolleyTask.all(laboratory.subject(setup), clock, plan));
            }
        }
        for (Cell cell : plan.cells()) {
            plan.allClocks().forEach(clock -> tasks.add(new IsolatedTask(cell, clock, plan)));
        }
        return sorted(tasks.stream());
    }

    private List<Task> capacities() {
        return sorted(plan.cells().stream()
                .flatMap(cell -> plan.allClocks().stream().map(clock -> new CapacityTask(cell, clock, plan))));
    }

    private List<Task> points() {
        return sorted(plan.cells().stream()
                .flatMap(cell -> plan.clocks().stream()
                        .flatMap(clock -> plan.loads().stream().map(load -> new PointTask(cell, clock, load, plan)))));
    }

    private static List<Task> sorted(Stream<? extends Task> tasks) {
        return tasks.sorted(ORDER).<Task>map(task -> task).toList();
    }
}
