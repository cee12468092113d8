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
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.Volley;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A dataset as the paper's figures ask it: by line, by clock, at medium load. */
public final class Measurements {
    /** Medium load as a share of what the line can serve; the paper gives no number. */
    private static final double MEDIUM = 0.5;

    /** An engine keeps up if it finishes this share of what arrives; arrivals of a finite run vary by less. */
    private static final double KEEPS_UP = 0.85;

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
                .filter(point -> !isSaturated(point))
                .map(point -> point.rate().perSecond())
                .distinct()
                .sorted()
                .toList();
        return points.stream()
                .filter(point -> !rates.isEmpty() && point.rate().perSecond() == rates.get((rates.size() - 1) / 2))
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
                row -> Estimate.once(row.maximum().map(rate -> rate.perSecond()).orElse(0.0)));
    }

    /** The SLO of {@code line}, in the row of any clock. */
    public Optional<Capacity> limits(Line line) {
        return dataset.capacities().stream().filter(row -> of(line, row)).findFirst();
    }

    /** How much of the prefill of a prompt alone a limit held the GPUs below the highest clock measured. */
    public Optional<Double> throttledPrefill(Setup setup, int tokens) {
        return dataset.volleys().stream()
                .filter(row -> row.setup().equals(setup)
                        && row.requests() == 1
                        && row.prompt().equals(new Prompt(tokens, 1)))
                .max(Comparator.comparing(Volley::clock))
                .map(row -> row.throttled().value());
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
     * Requests finished a second where more arrive than the engine can finish, whatever their latency: the most over the
     * rates at each clock.
     */
    public Curve saturated(Line line) {
        NavigableMap<Megahertz, Estimate> most = new TreeMap<>();
        points(line).stream()
                .filter(Measurements::isSaturated)
                .forEach(point -> most.merge(
                        point.clock(), point.throughput(), (one, other) -> one.value() >= other.value() ? one : other));
        return new Curve(line, most);
    }

    /** Power of all GPUs of the engine at {@code clock}, W, by rate: where the engine keeps up with what arrives. */
    public NavigableMap<Double, Double> wattsByRate(Line line, Megahertz clock) {
        NavigableMap<Double, Double> watts = new TreeMap<>();
        points(line).stream()
                .filter(point -> point.clock().equals(clock) && !isSaturated(point))
                .forEach(point ->
                        watts.put(point.rate().perSecond(), point.power().value()));
        return watts;
    }

    private static boolean isSaturated(Point point) {
        return point.throughput().value() < KEEPS_UP * point.rate().perSecond();
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
