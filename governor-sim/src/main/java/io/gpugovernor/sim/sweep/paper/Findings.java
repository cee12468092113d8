package io.gpugovernor.sim.sweep.paper;

import io.gpugovernor.sim.sweep.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The paper's statements beside datasets. */
public final class Findings {
    private Findings() {}

    /** Of each group of figures the first of {@code datasets} that has it; groups that none has are left out. */
    public static List<Finding> of(List<Dataset> datasets) {
        List<Finding> all = new ArrayList<>();
        for (Lever lever : Lever.values()) {
            datasets.stream()
                    .flatMap(dataset -> Slice.of(dataset, lever).map(slice -> of(dataset, slice)).stream())
                    .findFirst()
                    .ifPresent(all::addAll);
        }
        return all;
    }

    /** The groups of figures that none of {@code datasets} has. */
    public static List<Lever> missing(List<Dataset> datasets) {
        return Arrays.stream(Lever.values())
                .filter(lever -> datasets.stream()
                        .map(dataset -> Slice.of(dataset, lever))
                        .allMatch(Optional::isEmpty))
                .toList();
    }

    private static List<Finding> of(Dataset dataset, Slice slice) {
        Measurements measured = new Measurements(dataset);
        return switch (slice.lever()) {
            case WORKLOAD -> new WorkloadFindings(measured, slice).all();
            case PARALLELISM -> new ParallelismFindings(measured, slice).all();
            case BATCH -> new BatchFindings(measured, slice).all();
        };
    }
}
