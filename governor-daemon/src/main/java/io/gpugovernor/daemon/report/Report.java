package io.gpugovernor.daemon.report;

import io.gpugovernor.sim.evaluation.Results;
import io.gpugovernor.sim.evaluation.Study;
import java.util.ArrayList;
import java.util.List;

/** The figures of an evaluation, in the order of the page. */
final class Report {
    private Report() {}

    /** Every figure that has results. */
    static List<Figure> figures(Results results) {
        List<Figure> figures = new ArrayList<>();
        Comparison comparison = new Comparison(results);
        if (!comparison.isEmpty()) {
            figures.add(comparison.overall());
            figures.add(comparison.attainment());
            if (!comparison.load().charts().isEmpty()) {
                figures.add(comparison.load());
            }
            figures.add(comparison.switches());
        }
        Figure courses = Courses.figure(results);
        if (!courses.charts().isEmpty()) {
            figures.add(courses);
        }
        for (Sensitivity sensitivity : Sensitivity.ALL) {
            if (!results.matrix().of(sensitivity.study()).isEmpty()) {
                figures.add(sensitivity.figure(results));
            }
        }
        if (!results.matrix().of(Study.COLD).isEmpty()) {
            figures.add(Learning.figure(results));
        }
        return figures;
    }
}
