package io.gpugovernor.daemon.report;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.sweep.Estimate;
import io.gpugovernor.sim.sweep.paper.Curve;
import io.gpugovernor.sim.sweep.paper.Lever;
import io.gpugovernor.sim.sweep.paper.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Curves over the clock, as a chart and as a table.
 *
 * @param title what is drawn; also says what it is relative to
 * @param axis quantity and unit
 * @param relative whether 1 is a value to compare with, and gets a line
 */
record Plot(Slice slice, String title, String axis, List<Curve> curves, boolean relative) {
    /** Beyond this factor between largest and least a linear axis hides the small values. */
    private static final double WIDE = 12;
    /** The outputs of a class, each with a dash of its own. */
    private static final String SIZES = "SML";

    Plot {
        curves = curves.stream().filter(curve -> !curve.values().isEmpty()).toList();
    }

    /** Each curve over its value at its highest clock; a curve that is nothing there is left out. */
    static Plot toHighestClock(Slice slice, String title, String axis, List<Curve> curves) {
        List<Curve> ratios = curves.stream()
                .filter(curve -> !curve.values().isEmpty())
                .filter(curve -> curve.values().lastEntry().getValue().value() > 0)
                .map(Curve::overHighest)
                .toList();
        return new Plot(slice, title, axis, ratios, true);
    }

    /** Each curve over the largest value of all. */
    static Plot toLargest(Slice slice, String title, String axis, List<Curve> curves) {
        double largest = values(curves).mapToDouble(Estimate::value).max().orElse(0);
        List<Curve> ratios = largest > 0
                ? curves.stream().map(curve -> curve.times(1 / largest)).toList()
                : List.of();
        return new Plot(slice, title, axis, ratios, false);
    }

    boolean isEmpty() {
        return curves.isEmpty();
    }

    Chart chart() {
        List<Series> series = new ArrayList<>();
        for (Curve curve : curves) {
            series.add(new Series(slice.name(curve.line()), dots(curve), ink(curve)));
        }
        Axis y = wide() ? Axis.logarithmic(axis) : Axis.of(axis);
        return new Chart(title, Axis.of("SM clock, MHz"), relative ? y.marking(1) : y, true, series);
    }

    Table table() {
        List<Megahertz> clocks = curves.stream()
                .flatMap(curve -> curve.values().keySet().stream())
                .distinct()
                .sorted()
                .toList();
        List<String> head = new ArrayList<>(List.of("MHz"));
        clocks.forEach(clock -> head.add(String.valueOf(clock.value())));
        List<List<String>> rows = new ArrayList<>();
        for (Curve curve : curves) {
            List<String> row = new ArrayList<>(List.of(slice.name(curve.line())));
            clocks.forEach(clock -> row.add(said(curve.at(clock))));
            rows.add(row);
        }
        return new Table(title, head, rows, false);
    }

    private Ink ink(Curve curve) {
        if (slice.lever() == Lever.WORKLOAD) {
            String code = curve.line().workload().code();
            return new Ink(SIZES.indexOf(code.charAt(0)), SIZES.indexOf(code.charAt(1)));
        }
        return new Ink(slice.lines().indexOf(curve.line()), 0);
    }

    private List<Dot> dots(Curve curve) {
        boolean logarithmic = wide();
        List<Dot> dots = new ArrayList<>();
        curve.values().forEach((clock, estimate) -> {
            double value = estimate.value();
            double margin = estimate.margin().orElse(0);
            if (value > 0 || !logarithmic) {
                double low = Math.max(value - margin, logarithmic ? value / 100 : 0);
                dots.add(new Dot(clock.value(), value, low, value + margin, ""));
            }
        });
        return dots;
    }

    private boolean wide() {
        double[] positive = values(curves)
                .mapToDouble(Estimate::value)
                .filter(value -> value > 0)
                .sorted()
                .toArray();
        return positive.length > 0 && positive[positive.length - 1] > WIDE * positive[0];
    }

    private static Stream<Estimate> values(List<Curve> curves) {
        return curves.stream().flatMap(curve -> curve.values().values().stream());
    }

    private static String said(Optional<Estimate> estimate) {
        return estimate.map(value -> value.margin().isPresent()
                        ? Said.within(value.value(), value.margin().getAsDouble())
                        : Said.significant(value.value()))
                .orElse("");
    }
}
