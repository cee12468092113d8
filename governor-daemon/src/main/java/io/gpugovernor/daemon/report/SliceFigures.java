package io.gpugovernor.daemon.report;

import io.gpugovernor.sim.sweep.paper.Curve;
import io.gpugovernor.sim.sweep.paper.Lever;
import io.gpugovernor.sim.sweep.paper.Line;
import io.gpugovernor.sim.sweep.paper.Measurements;
import io.gpugovernor.sim.sweep.paper.Quantity;
import io.gpugovernor.sim.sweep.paper.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** The five figures of one lever, in the paper's order and numbering. */
final class SliceFigures {
    private static final String PER_REQUEST = "J for each request";

    private final Measurements measured;
    private final Slice slice;
    private final int first;
    private final String per;

    SliceFigures(Measurements measured, Slice slice) {
        this.measured = measured;
        this.slice = slice;
        switch (slice.lever()) {
            case WORKLOAD -> {
                first = 1;
                per = "per class";
            }
            case PARALLELISM -> {
                first = 6;
                per = "per tensor parallelism";
            }
            case BATCH -> {
                first = 11;
                per = "per maximum batch";
            }
            default -> throw new IllegalStateException("no figures for " + slice.lever());
        }
    }

    /** Figures without a single row of their own are left out. */
    List<Figure> all() {
        List<Figure> figures = new ArrayList<>();
        for (Figure figure : List.of(ttft(), tbt(), throughput(), power(), energy())) {
            if (!figure.charts().isEmpty()) {
                figures.add(figure);
            }
        }
        return figures;
    }

    private Figure ttft() {
        return latency(0, "TTFT", Quantity.TTFT_P50, Quantity.TTFT_P99, isolated(measured::isolatedTtft));
    }

    private Figure tbt() {
        return latency(1, "TBT", Quantity.TBT_P50, Quantity.TBT_P99, isolated(measured::isolatedTbt));
    }

    private List<Curve> isolated(Function<Line, Curve> curve) {
        return thousandfold(slice.lines().stream().map(curve).toList());
    }

    private Figure latency(int offset, String name, Quantity median, Quantity tail, List<Curve> alone) {
        List<Curve> p50 = thousandfold(curves(median));
        List<Curve> p99 = thousandfold(curves(tail));
        List<Table> absolute =
                tables(plain(name + " p50, ms", p50), plain(name + " p99, ms", p99), plain(name + " alone, ms", alone));
        if (slice.lever() == Lever.PARALLELISM) {
            return figure(
                    offset,
                    name + " against clock, " + per,
                    "Milliseconds, as in the paper; " + load() + ".",
                    List.of(
                            plain("median " + name, name + " p50, ms", p50),
                            plain("99th percentile of " + name, name + " p99, ms", p99)),
                    absolute);
        }
        String relative = " / that at the highest clock";
        return figure(
                offset,
                "normalized " + name + " against clock, " + per,
                "Each line is relative to its own value at the highest clock; " + load() + ".",
                List.of(
                        Plot.toHighestClock(slice, "median " + name + relative, name + " p50, relative", p50),
                        Plot.toHighestClock(
                                slice, "99th percentile of " + name + relative, name + " p99, relative", p99)),
                absolute);
    }

    private Figure throughput() {
        List<Curve> curves = slice.lines().stream().map(measured::throughput).toList();
        return figure(
                2,
                "maximum throughput under the SLO against clock, " + per,
                "The highest rate at which the 99th percentiles of TTFT and TBT keep the SLO, five times what a request"
                        + " alone takes at the highest clock. 0: no rate that was tried keeps it.",
                List.of(
                        plain("maximum throughput", "requests a second", curves),
                        Plot.toHighestClock(
                                slice,
                                "maximum throughput / that at the highest clock",
                                "maximum throughput, relative",
                                curves)),
                tables(plain("maximum throughput, requests a second", curves)));
    }

    private Figure power() {
        boolean each = slice.lever() == Lever.PARALLELISM;
        List<Curve> watts = curves(each ? Quantity.POWER_PER_GPU : Quantity.POWER);
        List<Curve> throttled = curves(Quantity.THROTTLED).stream()
                .map(curve -> curve.times(100))
                .toList();
        String whose = each ? "power of one GPU" : "power of all GPUs of the engine";
        List<Plot> plots = new ArrayList<>(List.of(
                Plot.toLargest(slice, whose + " / the largest", "power, relative", watts),
                Plot.toHighestClock(slice, whose + " / that at the highest clock", "power, relative", watts)));
        boolean never = throttled.stream()
                .flatMap(curve -> curve.values().values().stream())
                .allMatch(share -> share.value() == 0);
        if (!never) {
            plots.add(plain("throttled share of time", "time under the clock set, %", throttled));
        }
        return figure(
                3,
                "normalized " + (each ? "per-GPU " : "") + "power against clock, " + per,
                "Mean power, " + load()
                        + "; relative to the largest value in the figure, and each line to its own value at"
                        + " the highest clock. "
                        + (never
                                ? "The power limit never held the GPUs under the clock set."
                                : "Beside them, how long the power limit held the GPUs under the clock set."),
                plots,
                tables(plain(whose + ", W", watts)));
    }

    private Figure energy() {
        boolean total = slice.lever() == Lever.PARALLELISM;
        List<Curve> request = curves(Quantity.ENERGY_PER_REQUEST);
        List<Curve> group = curves(Quantity.POWER);
        String relative = " / that at the highest clock";
        List<Plot> plots = new ArrayList<>();
        if (total) {
            plots.add(
                    Plot.toLargest(slice, "total energy in equal time / the largest", "total energy, relative", group));
            plots.add(plain("energy of a request", PER_REQUEST, request));
        } else {
            plots.add(Plot.toLargest(slice, "energy of a request / the largest", "energy, relative", request));
            plots.add(Plot.toHighestClock(slice, "energy of a request" + relative, "energy, relative", request));
        }
        String words = total
                ? "All GPUs of the engine over equal times, each serving its own medium load, relative to the largest"
                        + " value in the figure; and the energy of a request, which counts that fewer GPUs serve fewer."
                        + " Other GPUs of the node are not counted. "
                : "Energy of a request: that of all GPUs of the engine / requests finished. Relative to the largest"
                        + " value in the figure, and each line to its own value at the highest clock. ";
        return figure(
                4,
                "normalized " + (total ? "total " : "") + "energy against clock, " + per,
                words + sentence(load()) + ".",
                plots,
                tables(plain("energy of a request, J", request)));
    }

    private Figure figure(int offset, String title, String words, List<Plot> plots, List<Table> absolute) {
        List<Plot> drawn = plots.stream().filter(plot -> !plot.isEmpty()).toList();
        List<Table> tables = new ArrayList<>();
        drawn.stream()
                .filter(plot -> !isAbsolute(plot, absolute))
                .map(Plot::table)
                .forEach(tables::add);
        tables.addAll(absolute);
        int number = first + offset;
        return new Figure(
                "figure-" + number,
                "Figure " + number + ": " + title,
                List.of(words),
                Set.of(),
                drawn.stream().map(Plot::chart).toList(),
                tables);
    }

    /** Whether a table of {@code absolute} has the numbers of {@code plot} already. */
    private static boolean isAbsolute(Plot plot, List<Table> absolute) {
        List<List<String>> rows = plot.table().rows();
        return absolute.stream().anyMatch(table -> table.rows().equals(rows));
    }

    private Plot plain(String title, List<Curve> curves) {
        return plain(title, "", curves);
    }

    private Plot plain(String title, String axis, List<Curve> curves) {
        return new Plot(slice, title, axis, curves, false);
    }

    private static List<Table> tables(Plot... plots) {
        return Arrays.stream(plots)
                .filter(plot -> !plot.isEmpty())
                .map(Plot::table)
                .toList();
    }

    private List<Curve> curves(Quantity quantity) {
        return slice.lines().stream()
                .map(line -> measured.medium(line, quantity))
                .toList();
    }

    private static List<Curve> thousandfold(List<Curve> curves) {
        return curves.stream().map(curve -> curve.times(1000)).toList();
    }

    /** The load of the figure's points, in words. */
    private String load() {
        List<Double> shares = slice.lines().stream()
                .flatMap(line -> measured.mediumPoints(line).stream())
                .flatMap(point -> point.loadShare().stream())
                .map(share -> share.value())
                .distinct()
                .toList();
        String load = shares.size() == 1
                ? String.format(
                        Locale.ROOT,
                        "at %.0f %% of each line's maximum throughput at the highest clock, the same rate at every"
                                + " clock",
                        100 * shares.get(0))
                : "at the rates given";
        return load + "; " + slice.common();
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
