package io.gpugovernor.daemon.report;

import io.gpugovernor.sim.evaluation.Cell;
import io.gpugovernor.sim.evaluation.Entry;
import io.gpugovernor.sim.evaluation.Outcome;
import io.gpugovernor.sim.evaluation.Results;
import io.gpugovernor.sim.evaluation.Stretch;
import io.gpugovernor.sim.evaluation.Study;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Clock and slack over time. */
final class Courses {
    private Courses() {}

    static Figure figure(Results results) {
        List<Chart> charts = new ArrayList<>();
        for (Entry entry : results.matrix().of(Study.SHAPES)) {
            Outcome run = results.of(entry.cell());
            if (!run.course().isEmpty() && entry.cell().watched()) {
                String name = Scene.of(entry).place() + ", " + Scene.of(entry).course();
                charts.add(clock(name, run, results, entry.cell()));
                charts.add(slack(name, run));
            }
        }
        return new Figure(
                "courses",
                "Clock and slack over time",
                List.of("The governor's setpoint, mean over ten seconds, and the least slack that it forecast in those"
                        + " ten seconds: target minus forecast, negative where it expected a miss. Slack is 0 where"
                        + " nothing was forecast, as with no work. First seed."),
                Set.of(Study.SHAPES),
                charts,
                List.of());
    }

    private static Chart clock(String name, Outcome run, Results results, Cell cell) {
        List<Series> series = new ArrayList<>(List.of(line("slack", run, Stretch::setpointMegahertz)));
        results.matrix().of(Study.SHAPES).stream()
                .map(Entry::cell)
                .filter(other -> sameRequests(other, cell))
                .filter(other -> other.contender().name().equals("static-best"))
                .findFirst()
                .ifPresent(best ->
                        series.add(level("static-best", run, results.of(best).meanClockMegahertz())));
        return new Chart(name + ": clock", Axis.of("minutes"), Axis.of("clock, MHz"), true, series);
    }

    private static boolean sameRequests(Cell one, Cell other) {
        return one.seed() == other.seed()
                && one.setting().workload().equals(other.setting().workload())
                && one.setting().course().equals(other.setting().course());
    }

    private static Chart slack(String name, Outcome run) {
        return new Chart(
                name + ": slack",
                Axis.of("minutes"),
                Axis.of("forecast slack, ms").marking(0),
                true,
                List.of(
                        line("TTFT slack", run, stretch -> 1000 * stretch.ttftSlackSeconds()),
                        line("TBT slack", run, stretch -> 1000 * stretch.tbtSlackSeconds())));
    }

    private static Series line(String name, Outcome run, ToDoubleFunction<Stretch> number) {
        return new Series(
                name,
                run.course().stream()
                        .map(stretch -> dot(stretch, number.applyAsDouble(stretch)))
                        .toList());
    }

    private static Series level(String name, Outcome run, double value) {
        List<Stretch> course = run.course();
        return new Series(name, List.of(dot(course.get(0), value), dot(course.get(course.size() - 1), value)));
    }

    private static Dot dot(Stretch stretch, double value) {
        return new Dot(stretch.startSeconds() / 60, value, value, value, "");
    }
}
