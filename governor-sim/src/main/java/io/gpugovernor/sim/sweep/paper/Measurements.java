package io.gpugovernor.sim.sweep.paper;

import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.sweep.Capacity;
import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.Estimate;
import io.gpugovernor.sim.sweep.IdleRow;
import io.gpugovernor.sim.sweep.Isolated;
import io.gpugovernor.sim.sweep.Point;
import io.gpugovernor.sim.sweep.Setup;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/** A dataset as the paper's figures ask it: by line, by clock, at medium load. */
public final class Measurements {
    /** Medium load as a share of what the line can serve; the paper gives no number. */
    private static final double MEDIUM = 0.5;

    private final Dataset dataset;

    public Measurements(Dataset dataset) {
        this.dataset = dataset;
    }

    public Dataset dataset() {
        return dataset;
    }

    /** {@code quantity} of {@code line} at medium load. */
    public Curve medium(Line line, Quantity quantity) {
        return curve(line, mediumPoints(line), Point::clock, quantity::of);
    }

    /** The points of {@code line} nearest to medium load; of given rates, those at the middle one. */
    public List<Point> mediumPoints(Line line) {
        List<Point> points = points(line);
        Optional<Double> share = points.stream()
                .flatMap(point -> point.loadShare().stream())
                .map(Ratio::value)
                .min(Comparator.comparingDouble((Double value) -> Math.abs(value - MEDIUM))
                        .thenComparing(Comparator.naturalOrder()));
        if (share.isPresent()) {
            return points.stream()
                    .filter(point -> point.loadShare().map(Ratio::value).equals(share))
                    .toList();
        }
        List<Double> rates = points.stream()
                .map(point -> point.rate().perSecond())
                .distinct()
                .sorted()
                .toList();
        return points.stream()
                .filter(point -> point.rate().perSecond() == rates.get((rates.size() - 1) / 2))
                .toList();
    }

    /** All points of {@code line}, at every load. */
    public List<Point> points(Line line) {
        return dataset.points().stream()
                .filter(point -> line.equals(new Line(point.setup(), point.workload())))
                .toList();
    }

    /** Maximum throughput under the SLO, requests a second; a clock at which no rate keeps it counts as 0. */
    public Curve throughput(Line line) {
        return curve(
                line,
                dataset.capacities().stream().filter(row -> of(line, row)).toList(),
                Capacity::clock,
                row -> Estimate.once(
                        row.maximum().map(rate -> rate.perSecond()).orElse(0.0)));
    }

    /** Time to first token of a request alone on the engine, s. */
    public Curve isolatedTtft(Line line) {
        return isolated(line, Isolated::ttft);
    }

    /** Time between tokens of a request alone on the engine, s. */
    public Curve isolatedTbt(Line line) {
        return isolated(line, Isolated::tbt);
    }

    /** Power of all GPUs of the engine with nothing to do, W. */
    public Curve idle(Setup setup) {
        return curve(
                new Line(setup, WorkloadClass.MEDIUM_MEDIUM),
                dataset.idle().stream().filter(row -> row.setup().equals(setup)).toList(),
                IdleRow::clock,
                row -> Estimate.once(row.power().value()));
    }

    /**
     * Power of all GPUs of the engine at {@code perSecond} requests a second, W: linear in the rate between what was
     * measured at rest and under load at this clock. Empty beyond what was measured.
     */
    public OptionalDouble wattsAt(Line line, Megahertz clock, double perSecond) {
        NavigableMap<Double, Double> watts = new TreeMap<>();
        idle(line.setup()).at(clock).ifPresent(rest -> watts.put(0.0, rest.value()));
        points(line).stream()
                .filter(point -> point.clock().equals(clock))
                .forEach(point ->
                        watts.put(point.rate().perSecond(), point.power().value()));
        var below = watts.floorEntry(perSecond);
        var above = watts.ceilingEntry(perSecond);
        if (below == null || above == null) {
            return OptionalDouble.empty();
        }
        double span = above.getKey() - below.getKey();
        double share = span > 0 ? (perSecond - below.getKey()) / span : 0;
        return OptionalDouble.of(below.getValue() + share * (above.getValue() - below.getValue()));
    }

    private Curve isolated(Line line, Function<Isolated, Estimate> value) {
        return curve(
                line,
                dataset.isolated().stream()
                        .filter(row -> line.equals(new Line(row.setup(), row.workload())))
                        .toList(),
                Isolated::clock,
                value);
    }

    private static boolean of(Line line, Capacity row) {
        return line.equals(new Line(row.setup(), row.workload()));
    }

    private static <T> Curve curve(Line line, List<T> rows, Function<T, Megahertz> clock, Function<T, Estimate> value) {
        NavigableMap<Megahertz, Estimate> values = new TreeMap<>();
        rows.forEach(row -> values.put(clock.apply(row), value.apply(row)));
        return new Curve(line, values);
    }
}
