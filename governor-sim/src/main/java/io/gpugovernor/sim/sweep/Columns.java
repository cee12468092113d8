package io.gpugovernor.sim.sweep;

import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** The columns of a sheet, one after the other. Numbers are written so that reading gives the same number again. */
final class Columns<T> {
    private final List<Column<T>> columns = new ArrayList<>();

    Columns<T> text(String name, Function<T, String> text) {
        columns.add(new Column<>(name, text));
        return this;
    }

    Columns<T> setup(Function<T, Setup> setup) {
        return whole("tensor_parallel", row -> setup.apply(row).tensorParallel())
                .whole("max_batch", row -> setup.apply(row).maxSequences());
    }

    Columns<T> workload(Function<T, WorkloadClass> workload) {
        return text("class", row -> workload.apply(row).code()).prompt(row -> Prompt.of(workload.apply(row)));
    }

    Columns<T> prompt(Function<T, Prompt> prompt) {
        return whole("input_tokens", row -> prompt.apply(row).inputTokens())
                .whole("output_tokens", row -> prompt.apply(row).outputTokens());
    }

    Columns<T> clock(Function<T, Megahertz> clock) {
        return whole("clock_mhz", row -> clock.apply(row).value());
    }

    Columns<T> whole(String name, ToIntFunction<T> value) {
        return text(name, row -> Integer.toString(value.applyAsInt(row)));
    }

    Columns<T> number(String name, ToDoubleFunction<T> value) {
        return text(name, row -> Double.toString(value.applyAsDouble(row)));
    }

    Columns<T> seconds(String name, Function<T, Duration> time) {
        return number(name, row -> Durations.seconds(time.apply(row)));
    }

    Columns<T> secondsIfAny(String name, Function<T, Optional<Duration>> time) {
        return text(
                name,
                row -> time.apply(row)
                        .map(Durations::seconds)
                        .map(value -> Double.toString(value))
                        .orElse(""));
    }

    /** The value, and half its 95 % confidence interval. */
    Columns<T> estimate(String name, String unit, Function<T, Estimate> estimate) {
        return number(name + "_" + unit, row -> estimate.apply(row).value())
                .text(name + "_ci95_" + unit, row -> margin(estimate.apply(row)));
    }

    Columns<T> spread(String latency, Function<T, Spread> spread) {
        return estimate(latency + "_p50", "s", row -> spread.apply(row).p50())
                .estimate(latency + "_p90", "s", row -> spread.apply(row).p90())
                .estimate(latency + "_p99", "s", row -> spread.apply(row).p99());
    }

    List<Column<T>> all() {
        return List.copyOf(columns);
    }

    private static String margin(Estimate estimate) {
        return estimate.margin().isPresent() ? Double.toString(estimate.margin().getAsDouble()) : "";
    }
}
