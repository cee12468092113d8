package io.gpugovernor.daemon.report;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.sweep.Capacity;
import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.Estimate;
import io.gpugovernor.sim.sweep.Manifest;
import io.gpugovernor.sim.sweep.Point;
import io.gpugovernor.sim.sweep.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a dataset says of itself: its manifest, its SLOs, and its rows. */
final class SweepFacts {
    private SweepFacts() {}

    static List<String> lines(Dataset dataset) {
        Manifest manifest = dataset.manifest();
        List<String> lines = new ArrayList<>();
        lines.add("seed " + manifest.seed());
        manifest.versions().forEach((name, version) -> lines.add(name + " " + version));
        manifest.options().forEach((name, value) -> lines.add(name + ": " + value));
        int failed = dataset.points().stream().mapToInt(Point::failed).sum();
        int outliers = dataset.points().stream().mapToInt(Point::outliers).sum();
        lines.add(dataset.points().size() + " points, " + failed + " failed requests, " + outliers
                + " repeats left out as outliers");
        lines.add("bars are 95 % confidence intervals over the repeats; there are none with one repeat");
        return lines;
    }

    static Table subjects(Dataset dataset) {
        List<List<String>> rows =
                dataset.manifest().subjects().stream().map(SweepFacts::row).toList();
        return new Table(
                List.of(
                        "hardware",
                        "GPU",
                        "driver",
                        "engine",
                        "model",
                        "GPUs",
                        "maximum batch",
                        "tokens a step",
                        "KV cache, tokens",
                        "clocks, MHz",
                        "power limit, W"),
                rows);
    }

    private static List<String> row(Subject subject) {
        List<Megahertz> clocks = subject.clocks();
        return List.of(
                subject.hardware(),
                subject.gpuModel(),
                subject.driver(),
                subject.engine(),
                subject.model(),
                String.valueOf(subject.tensorParallel()),
                Said.whole(subject.maxSequences()),
                Said.whole(subject.stepTokens()),
                subject.kvTokens().map(Said::whole).orElse(Subject.UNKNOWN),
                clocks.isEmpty()
                        ? Subject.UNKNOWN
                        : clocks.get(0).value() + " to "
                                + clocks.get(clocks.size() - 1).value(),
                subject.powerLimit().map(Watts::value).map(Said::whole).orElse(Subject.UNKNOWN));
    }

    /** The SLO of each configuration and class, and what can be served under it. */
    static Figure objectives(Dataset dataset) {
        List<List<String>> rows = new ArrayList<>();
        for (Capacity row : dataset.capacities()) {
            rows.add(List.of(
                    row.setup().toString(),
                    row.workload().code(),
                    String.valueOf(row.clock().value()),
                    milliseconds(Durations.seconds(row.sloTtft())),
                    milliseconds(Durations.seconds(row.sloTbt())),
                    row.maximum()
                            .map(rate -> Said.significant(rate.perSecond()))
                            .orElse("none"),
                    milliseconds(Durations.seconds(row.ttft())),
                    milliseconds(Durations.seconds(row.tbt())),
                    Said.whole(row.power().value()),
                    Said.significant(row.energyPerRequest().value()),
                    row.limitedBy().label()));
        }
        return new Figure(
                "capacity",
                "SLOs, and the maximum throughput under them",
                List.of("The 99th percentiles of TTFT and TBT may be five times what a request of the class takes"
                        + " alone at the highest clock."),
                Set.of(),
                List.of(),
                List.of(new Table(
                        List.of(
                                "configuration",
                                "class",
                                "clock, MHz",
                                "SLO TTFT, ms",
                                "SLO TBT, ms",
                                "maximum, requests/s",
                                "TTFT p99, ms",
                                "TBT p99, ms",
                                "power, W",
                                "J a request",
                                "limited by"),
                        rows)));
    }

    /** Every point, at every load. */
    static Figure points(Dataset dataset) {
        List<List<String>> rows = new ArrayList<>();
        for (Point point : dataset.points()) {
            rows.add(List.of(
                    point.setup().toString(),
                    point.workload().code(),
                    String.valueOf(point.clock().value()),
                    point.applied().map(clock -> String.valueOf(clock.value())).orElse(Subject.UNKNOWN),
                    Said.significant(point.rate().perSecond()),
                    point.loadShare().map(share -> Said.percent(share.value())).orElse("given"),
                    milliseconds(point.ttft().p50()),
                    milliseconds(point.ttft().p90()),
                    milliseconds(point.ttft().p99()),
                    milliseconds(point.tbt().p50()),
                    milliseconds(point.tbt().p90()),
                    milliseconds(point.tbt().p99()),
                    Said.significant(point.throughput().value()),
                    Said.significant(point.tokenThroughput().value()),
                    Said.whole(point.power().value()),
                    Said.significant(point.energyPerRequest().value()),
                    Said.significant(point.energyPerToken().value()),
                    Said.percent(point.throttled().value()),
                    String.valueOf(point.failed())));
        }
        return new Figure(
                "points",
                "All points",
                List.of("Means over the repeats. Load is the share of the class's maximum throughput at the highest"
                        + " clock."),
                Set.of(),
                List.of(),
                List.of(new Table(
                        List.of(
                                "configuration",
                                "class",
                                "clock, MHz",
                                "applied, MHz",
                                "rate, requests/s",
                                "load",
                                "TTFT p50, ms",
                                "p90",
                                "p99",
                                "TBT p50, ms",
                                "p90",
                                "p99",
                                "requests/s",
                                "tokens/s",
                                "power, W",
                                "J a request",
                                "J a token",
                                "throttled",
                                "failed"),
                        rows)));
    }

    private static String milliseconds(Estimate seconds) {
        return milliseconds(seconds.value());
    }

    private static String milliseconds(double seconds) {
        return Said.significant(1000 * seconds);
    }
}
