package io.gpugovernor.daemon.report;

import io.gpugovernor.sim.evaluation.Results;
import io.gpugovernor.sim.evaluation.Study;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What one assumption is worth: saving and attainment against the quantity that is varied.
 *
 * @param axis what is varied, with its unit
 * @param logarithmic whether its axis is logarithmic
 */
record Sensitivity(Study study, String title, String words, String axis, boolean logarithmic) {
    static final List<Sensitivity> ALL = List.of(
            new Sensitivity(
                    Study.TELEMETRY,
                    "Sensitivity to the telemetry period",
                    "How often the governor reads the engine's metrics.",
                    "telemetry period, ms",
                    true),
            new Sensitivity(
                    Study.CALL,
                    "Sensitivity to the switch call",
                    "How long the driver takes to accept a clock. The governor is not told; it starts from 10 ms and"
                            + " finds out.",
                    "switch call, ms",
                    true),
            new Sensitivity(
                    Study.STALL,
                    "Sensitivity to the stall of a switch",
                    "How long the GPUs stand still when the clock changes. The governor is not told; it starts from 10"
                            + " ms and finds out.",
                    "stall, ms",
                    false),
            new Sensitivity(
                    Study.ERROR,
                    "Sensitivity to the model's error",
                    "All step times in the governor's model are off by this much; above zero it believes the GPUs to be"
                            + " slower than they are. It is not told, and may find out.",
                    "error of step times, %",
                    false),
            new Sensitivity(
                    Study.KNEE,
                    "Sensitivity to the knee",
                    "The twin's own physics: memory-bound work slows down below this share of the highest clock."
                            + " Published measurements put it between 0.6 and 0.85. The governor measures each variant"
                            + " from outside, as it would measure a node.",
                    "knee, share of the highest clock",
                    false));

    private record Spot(String policy, double x) {}

    Figure figure(Results results) {
        Map<Spot, Group> spots = Group.by(
                results,
                results.matrix().of(study),
                entry -> new Spot(entry.cell().contender().name(), entry.x()));
        String where = Scene.of(results.matrix().of(study).get(0)).place().replaceAll(" knee [0-9.]+", "");
        String course =
                results.matrix().of(study).get(0).cell().setting().course().name();
        return new Figure(
                study.spelling(),
                title,
                List.of(words + " " + where + ", " + course + "; bars span the seeds. static-best is drawn for"
                        + " reference: a clock that is never changed depends on none of telemetry, switch and model."),
                Set.of(study),
                List.of(
                        new Chart(
                                "energy saved",
                                varied(),
                                Axis.of("energy saved, %"),
                                true,
                                series(
                                        spots,
                                        group -> group.savings()
                                                .map(share -> 100 * share)
                                                .boxed()
                                                .toList())),
                        new Chart(
                                "attainment",
                                varied(),
                                Axis.of("requests inside the SLO, %").marking(99),
                                true,
                                series(
                                        spots,
                                        group -> group.each(run -> 100 * run.jointKept())
                                                .boxed()
                                                .toList()))),
                List.of(table(spots)));
    }

    private Axis varied() {
        return logarithmic ? Axis.logarithmic(axis) : Axis.of(axis);
    }

    private static List<Series> series(Map<Spot, Group> spots, Function<Group, List<Double>> numbers) {
        Map<String, List<Dot>> lines = new LinkedHashMap<>();
        spots.forEach((spot, group) -> lines.computeIfAbsent(spot.policy(), any -> new ArrayList<>())
                .add(Dot.of(
                        spot.x(),
                        numbers.apply(group).stream().mapToDouble(Double::doubleValue),
                        group.keepsThePromise() ? "" : "✗")));
        List<Series> series = new ArrayList<>();
        lines.forEach((policy, dots) -> series.add(new Series(policy, dots)));
        return series;
    }

    private Table table(Map<Spot, Group> spots) {
        List<List<String>> rows = new ArrayList<>();
        spots.forEach((spot, group) -> rows.add(List.of(
                Said.plain(spot.x()),
                spot.policy(),
                Said.percent(group.saving()),
                Said.share(group.kept()),
                Said.one(group.switches()))));
        return new Table(List.of(axis, "policy", "saving", "attainment", "switches a minute"), rows);
    }
}
