package io.gpugovernor.sim.sweep.paper;

import io.gpugovernor.sim.sweep.Estimate;
import io.gpugovernor.sim.sweep.Point;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What a point of a dataset is read for. */
public enum Quantity {
    /** Median time to first token, s. */
    TTFT_P50(point -> point.ttft().p50()),
    /** 99th percentile of the time to first token, s. */
    TTFT_P99(point -> point.ttft().p99()),
    /** Median time between tokens, s. */
    TBT_P50(point -> point.tbt().p50()),
    /** 99th percentile of a request's mean time between tokens, s. */
    TBT_P99(point -> point.tbt().p99()),
    /** Mean power of all GPUs of the engine, W. */
    POWER(Point::power),
    /** Mean power of one GPU, W. */
    POWER_PER_GPU(point -> new Estimate(
            point.power().value() / point.setup().tensorParallel(),
            point.power().margin().isPresent()
                    ? OptionalDouble.of(
                            point.power().margin().getAsDouble() / point.setup().tensorParallel())
                    : OptionalDouble.empty())),
    /** Energy of a request, J. */
    ENERGY_PER_REQUEST(Point::energyPerRequest),
    /** Share of time below the clock set, because of a power or thermal limit. */
    THROTTLED(point -> Estimate.once(point.throttled().value()));

    private final Function<Point, Estimate> read;

    Quantity(Function<Point, Estimate> read) {
        this.read = read;
    }

    Estimate of(Point point) {
        return read.apply(point);
    }
}
