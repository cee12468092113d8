package io.gpugovernor.sim.evaluation;

import java.util.ArrayList;
import java.util.List;

/** Lays out the runs of an evaluation. */
public final class Plan {
    private Plan() {}

    /** The runs of every study that {@code axes} asks for. */
    public static Matrix over(Axes axes) {
        List<Entry> entries = new ArrayList<>();
        for (Study study : Study.values()) {
            if (axes.studies().contains(study)) {
                entries.addAll(entries(study, axes));
            }
        }
        return new Matrix(entries);
    }

    private static List<Entry> entries(Study study, Axes axes) {
        return switch (study) {
            case LOADS -> Comparisons.loads(axes);
            case CLASSES -> Comparisons.classes(axes);
            case SHAPES -> Comparisons.shapes(axes);
            case SCHEDULING -> Comparisons.scheduling(axes);
            case TELEMETRY -> Sensitivities.telemetry(axes);
            case CALL -> Sensitivities.call(axes);
            case STALL -> Sensitivities.stall(axes);
            case ERROR -> Sensitivities.error(axes);
            case KNEE -> Sensitivities.knee(axes);
            case COLD -> Sensitivities.cold(axes);
        };
    }
}
