package io.gpugovernor.daemon.report;

import io.gpugovernor.sim.evaluation.Cell;
import io.gpugovernor.sim.evaluation.Results;
import io.gpugovernor.sim.evaluation.Stretch;
import io.gpugovernor.sim.evaluation.Study;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a governor that starts from another hardware's model comes to terms with its own. */
final class Learning {
    private static final double MINUTE = 60;

    private Learning() {}

    static Figure figure(Results results) {
        Map<String, Group> beliefs = Group.by(
                results,
                results.matrix().of(Study.COLD),
                entry -> entry.cell().setting().belief().label());
        List<Series> series = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        beliefs.forEach((belief, group) -> {
            List<Dot> dots = minutes(results, group);
            series.add(new Series(named(belief), dots));
            rows.add(List.of(
                    named(belief),
                    mean(dots, 0, 1),
                    mean(dots, 1, 5),
                    mean(dots, dots.size() / 2, dots.size()),
                    Said.percent(group.saving()),
                    Said.share(group.kept())));
        });
        return new Figure(
                "cold",
                "Learning from a cold start",
                List.of("Energy saved in each minute against maximum clock in the same minute. Warm: the governor"
                        + " starts from a measurement of this very hardware. Cold: it starts from that of other"
                        + " hardware, goes down the ladder a rung at a time, and learns online how wrong it is."
                        + " Bars span the seeds."),
                Set.of(Study.COLD),
                List.of(new Chart(
                        "warm and cold", Axis.of("minutes since the start"), Axis.of("energy saved, %"), true, series)),
                List.of(new Table(
                        List.of("start", "first minute", "minutes 2 to 5", "second half", "whole run", "attainment"),
                        rows)));
    }

    private static String named(String belief) {
        return belief.equals("exact") ? "warm" : "cold, from " + belief;
    }

    private static List<Dot> minutes(Results results, Group group) {
        List<Dot> dots = new ArrayList<>();
        double end = results.of(group.cells().get(0)).course().stream()
                .mapToDouble(Stretch::startSeconds)
                .max()
                .orElse(0);
        for (double from = 0; from <= end; from += MINUTE) {
            double begin = from;
            dots.add(Dot.of(
                    from / MINUTE + 0.5,
                    group.cells().stream().mapToDouble(cell -> 100 * saving(results, cell, begin)),
                    ""));
        }
        return dots;
    }

    private static double saving(Results results, Cell cell, double from) {
        return 1 - joules(results, cell, from) / joules(results, cell.baseline(), from);
    }

    private static double joules(Results results, Cell cell, double from) {
        return results.of(cell).course().stream()
                .filter(stretch -> stretch.startSeconds() >= from && stretch.startSeconds() < from + MINUTE)
                .mapToDouble(Stretch::joules)
                .sum();
    }

    private static String mean(List<Dot> dots, int from, int to) {
        return Said.one(dots.subList(Math.min(from, dots.size()), Math.min(to, dots.size())).stream()
                        .mapToDouble(Dot::y)
                        .average()
                        .orElse(0))
                + " %";
    }
}
