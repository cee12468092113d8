package io.gpugovernor.sim.evaluation;

import io.gpugovernor.sim.gpu.Scheduling;
import io.gpugovernor.sim.tournament.Contender;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The studies in which every policy takes part. */
final class Comparisons {
    private static final Course MODERATE = Course.parse("55");
    private static final String[] LOADS = {"25", "55", "85"};

    private Comparisons() {}

    /** The nine classes of the paper: input and output each small, medium or large. */
    static final List<Workload.Steady> CLASSES = Arrays.stream(WorkloadPreset.values())
            .filter(WorkloadPreset::isClass)
            .<Workload.Steady>map(Workload.Generated::new)
            .toList();

    static List<Entry> loads(Axes axes) {
        List<Entry> entries = new ArrayList<>();
        for (Setting setting : axes.settings()) {
            entries.addAll(all(Study.LOADS, setting, axes, false));
        }
        return entries;
    }

    static List<Entry> classes(Axes axes) {
        List<Entry> entries = new ArrayList<>();
        for (Workload.Steady each : CLASSES) {
            entries.addAll(all(Study.CLASSES, axes.reference().at(each, MODERATE), axes, false));
        }
        return entries;
    }

    /** A day, a step and a silence of the reference workload, and a flip from long prompts to long answers. */
    static List<Entry> shapes(Axes axes) {
        Setting reference = axes.reference();
        Workload usual = reference.workload();
        Workload flip = new Workload.Flip(
                new Workload.Generated(WorkloadPreset.LARGE_SMALL), new Workload.Generated(WorkloadPreset.SMALL_LARGE));
        List<Entry> entries = new ArrayList<>();
        for (Setting shape : List.of(
                reference.at(usual, Course.day()),
                reference.at(usual, Course.step()),
                reference.at(flip, MODERATE),
                reference.at(usual, Course.silence()))) {
            entries.addAll(all(Study.SHAPES, shape, axes, true));
        }
        return entries;
    }

    /** The reference workload at several loads on an engine that does not mix prompts with answers. */
    static List<Entry> scheduling(Axes axes) {
        Setting reference = axes.reference();
        Setting other = reference.on(reference.hardware().with(Scheduling.PREFILL_FIRST));
        List<Entry> entries = new ArrayList<>();
        for (String load : LOADS) {
            entries.addAll(all(Study.SCHEDULING, other.at(reference.workload(), Course.parse(load)), axes, false));
        }
        return entries;
    }

    /** The governor's runs are watched where {@code watched}, on the first seed. */
    private static List<Entry> all(Study study, Setting setting, Axes axes, boolean watched) {
        List<Entry> entries = new ArrayList<>();
        for (Contender contender : axes.contenders()) {
            for (long seed : axes.seedsFor(contender)) {
                boolean shown = watched && contender instanceof Contender.Slack && seed == axes.firstSeed();
                entries.add(new Entry(study, 0, new Cell(setting, contender, seed, shown)));
            }
        }
        return entries;
    }
}
