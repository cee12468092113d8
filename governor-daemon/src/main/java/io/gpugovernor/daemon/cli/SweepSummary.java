package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.sweep.Capacity;
import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.Isolated;
import io.gpugovernor.sim.sweep.Point;
import io.gpugovernor.sim.sweep.RequestRate;
import io.gpugovernor.sim.sweep.run.Load;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A dataset on one screen: a line for each class on each configuration. */
final class SweepSummary {
    private static final double MILLI = 1e3;

    private final Dataset dataset;

    private SweepSummary(Dataset dataset) {
        this.dataset = dataset;
    }

    static void print(PrintWriter out, Dataset dataset, List<Path> files) {
        SweepSummary summary = new SweepSummary(dataset);
        TextTable table = new TextTable(
                "configuration",
                "class",
                "alone TTFT/TBT ms",
                "SLO TTFT/TBT ms",
                "req/s at max clock",
                "at half clock",
                "limited by",
                "least energy, medium load");
        List<Capacity> best = dataset.capacities().stream()
                .filter(row -> dataset.capacities().stream()
                        .noneMatch(
                                other -> sameCell(row, other) && other.clock().isAbove(row.clock())))
                .toList();
        best.forEach(row -> table.add(summary.cells(row)));
        table.lines().forEach(out::println);
        long outliers = dataset.points().stream().mapToLong(Point::outliers).sum();
        if (outliers > 0) {
            out.println(outliers + " repeats of "
                    + dataset.points().stream().mapToLong(Point::repeats).sum()
                    + " stand apart from the others of their point; points.csv has them by point");
        }
        out.println();
        out.println("Written: "
                + String.join(", ", files.stream().map(Path::toString).toList()));
        out.flush();
    }

    private String[] cells(Capacity top) {
        Optional<Capacity> half = dataset.capacities().stream()
                .filter(row -> sameCell(row, top))
                .min(Comparator.comparingInt(
                        row -> Math.abs(2 * row.clock().value() - top.clock().value())))
                .filter(row -> !row.clock().equals(top.clock()));
        return new String[] {
            top.setup().toString(),
            top.workload().code(),
            alone(top).map(row -> pair(row.ttft().value(), row.tbt().value())).orElse(Numbers.UNKNOWN),
            pair(Durations.seconds(top.sloTtft()), Durations.seconds(top.sloTbt())),
            rate(top.maximum()),
            half.map(row -> rate(row.maximum()) + change(row, top) + " at "
                            + row.clock().value())
                    .orElse(Numbers.UNKNOWN),
            top.limitedBy().label(),
            leastEnergy(top)
        };
    }

    /** The clock of the least energy among those that keep the SLO at medium load, and what it saves against the top. */
    private String leastEnergy(Capacity top) {
        List<Point> medium = dataset.points().stream()
                .filter(point -> point.setup().equals(top.setup()) && point.workload() == top.workload())
                .filter(point -> point.loadShare()
                        .map(share -> Load.MEDIUM.equals(new Load.Share(share)))
                        .orElse(false))
                .toList();
        Optional<Point> least = medium.stream()
                .filter(point -> point.ttft().p99().value() <= Durations.seconds(top.sloTtft())
                        && point.tbt().p99().value() <= Durations.seconds(top.sloTbt()))
                .min(Comparator.comparingDouble(
                        point -> point.energyPerRequest().value()));
        if (least.isEmpty()) {
            return Numbers.UNKNOWN;
        }
        Megahertz clock = least.get().clock();
        double energy = least.get().energyPerRequest().value();
        String saving = medium.stream()
                .filter(point -> point.clock().equals(top.clock()))
                .findFirst()
                .map(point -> String.format(
                        Locale.ROOT,
                        ", %+.0f %%",
                        100 * (energy / point.energyPerRequest().value() - 1)))
                .orElse("");
        return clock.value() + String.format(Locale.ROOT, " MHz: %.0f J a request%s", energy, saving);
    }

    private Optional<Isolated> alone(Capacity top) {
        return dataset.isolated().stream()
                .filter(row -> row.setup().equals(top.setup())
                        && row.workload() == top.workload()
                        && row.clock().equals(top.clock()))
                .findFirst();
    }

    private static boolean sameCell(Capacity one, Capacity other) {
        return one.setup().equals(other.setup()) && one.workload() == other.workload();
    }

    private static String change(Capacity row, Capacity top) {
        if (row.maximum().isEmpty() || top.maximum().isEmpty()) {
            return "";
        }
        double ratio = row.maximum().get().perSecond() / top.maximum().get().perSecond();
        return String.format(Locale.ROOT, " (%+.0f %%)", 100 * (ratio - 1));
    }

    private static String rate(Optional<RequestRate> rate) {
        return rate.map(value -> String.format(Locale.ROOT, "%.2f", value.perSecond()))
                .orElse("none keeps the SLO");
    }

    private static String pair(double ttft, double tbt) {
        return String.format(Locale.ROOT, "%.0f / %.1f", MILLI * ttft, MILLI * tbt);
    }
}
