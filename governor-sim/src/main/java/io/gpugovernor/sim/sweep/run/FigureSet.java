package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.model.WorkloadClass;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which of the paper's figures a sweep is for, and so what it varies beside the clock. */
@SuppressWarnings("ImmutableEnumChecker") // The lists of List.of cannot change.
public enum FigureSet {
    WORKLOADS("1-5", List.of(), List.of(), List.of(WorkloadClass.values())),
    PARALLELISM("6-10", List.of(2, 4, 8), List.of(), List.of(WorkloadClass.MEDIUM_MEDIUM)),
    BATCHES("11-15", List.of(), List.of(4, 8, 16, 32, 64), List.of(WorkloadClass.MEDIUM_MEDIUM));

    private final String figures;
    private final List<Integer> tensorParallel;
    private final List<Integer> maxBatch;
    private final List<WorkloadClass> classes;

    FigureSet(String figures, List<Integer> tensorParallel, List<Integer> maxBatch, List<WorkloadClass> classes) {
        this.figures = figures;
        this.tensorParallel = tensorParallel;
        this.maxBatch = maxBatch;
        this.classes = classes;
    }

    /** The sets that {@code text} names: one set's figures, such as {@code 6-10}, or {@code all}; empty if none. */
    public static List<FigureSet> parse(String text) {
        if (text.equals("all")) {
            return List.of(values());
        }
        Optional<FigureSet> named =
                Arrays.stream(values()).filter(set -> set.figures.equals(text)).findFirst();
        return named.map(List::of).orElse(List.of());
    }

    /** Tensor parallelisms to compare; empty for the hardware's own. */
    public List<Integer> tensorParallel() {
        return tensorParallel;
    }

    /** Maximum batches to compare; empty for the hardware's own. */
    public List<Integer> maxBatch() {
        return maxBatch;
    }

    public List<WorkloadClass> classes() {
        return classes;
    }
}
