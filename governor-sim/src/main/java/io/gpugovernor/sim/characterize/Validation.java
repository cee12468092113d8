package io.gpugovernor.sim.characterize;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.sim.gpu.HardwareProfile;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * How well a twin reproduces a measured clock sweep: the same load is put on the twin, row by row.
 *
 * @param rows every row that was compared, in the file's order
 */
public record Validation(List<Row> rows) {
    private static final long SEED = 7;

    /** A row that was measured, and the same point on the twin. */
    public record Row(SweepRow measured, ServingPoint twin) {
        /** Relative error of the power; 0.05 is 5 % too much. */
        public double powerError() {
            return twin.power().value() / measured.power().value() - 1;
        }

        /** Relative error of the 99th percentile of the time to first token. */
        public double ttftError() {
            return Durations.seconds(twin.ttft()) / Durations.seconds(measured.ttft()) - 1;
        }

        /** Relative error of the 99th percentile of the time between tokens. */
        public double tbtError() {
            return Durations.seconds(twin.tbt()) / Durations.seconds(measured.tbt()) - 1;
        }
    }

    /**
     * Puts every row measured on as many GPUs as the profile has onto the twin.
     *
     * @param requests how many requests to serve at each point
     * @throws IllegalArgumentException if no row fits the profile
     */
    public static Validation of(
            HardwareProfile profile, List<SweepRow> sweep, int requests, Consumer<String> progress) {
        List<SweepRow> fitting =
                sweep.stream().filter(row -> row.gpus() == profile.gpus()).toList();
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException("no row was measured on " + profile.gpus() + " GPUs (tp="
                    + profile.gpus() + "), the size of " + profile.name());
        }
        AtomicInteger done = new AtomicInteger();
        List<Row> rows = fitting.parallelStream()
                .map(row -> {
                    ServingPoint twin = ServingPoint.measure(
                            profile,
                            row.clock(),
                            row.requestsPerSecond(),
                            row.inputTokens(),
                            row.outputTokens(),
                            requests,
                            SEED + row.line());
                    progress.accept("serving row " + done.incrementAndGet() + " of " + fitting.size());
                    return new Row(row, twin);
                })
                .toList();
        return new Validation(rows);
    }

    /** Median of the absolute errors. */
    public double median(ToDoubleFunction<Row> error) {
        return new Percentiles(rows.stream()
                        .mapToDouble(row -> Math.abs(error.applyAsDouble(row)))
                        .toArray())
                .at(0.5);
    }

    /** The row with the largest absolute error. */
    public Row worst(ToDoubleFunction<Row> error) {
        return rows.stream()
                .max(Comparator.comparingDouble(row -> Math.abs(error.applyAsDouble(row))))
                .orElseThrow();
    }

    /** The rates measured at one row's clock: where the row stands among them says what its errors come from. */
    public enum Place {
        LOWEST,
        BETWEEN,
        NEAR_SATURATION
    }

    /** Where {@code row} stands among the rates measured at its clock; the two highest count as near saturation. */
    public Place place(Row row) {
        List<Double> rates = rows.stream()
                .filter(other -> other.measured().clock().equals(row.measured().clock()))
                .map(other -> other.measured().requestsPerSecond())
                .sorted()
                .toList();
        int place = rates.indexOf(row.measured().requestsPerSecond());
        if (place >= rates.size() - 2) {
            return Place.NEAR_SATURATION;
        }
        return place == 0 ? Place.LOWEST : Place.BETWEEN;
    }
}
