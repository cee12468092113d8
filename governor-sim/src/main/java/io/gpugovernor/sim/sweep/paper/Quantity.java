package io.gpugovernor.sim.sweep.paper;

import io.gpugovernor.sim.sweep.Estimate;
import io.gpugovernor.sim.sweep.Point;
import java.util.OptionalDouble;

/** What a point of a dataset is read for. */
public enum Quantity {
    /** Median time to first token, s. */
    TTFT_P50,
    /** 99th percentile of the time to first token, s. */
    TTFT_P99,
    /** Median time between tokens, s. */
    TBT_P50,
    /** 99th percentile of a request's mean time between tokens, s. */
    TBT_P99,
    /** Mean power of all GPUs of the engine, W. */
    POWER,
    /** Mean power of one GPU, W. */
    POWER_PER_GPU,
    /** Energy of a request, J. */
    ENERGY_PER_REQUEST,
    /** Share of time below the clock set, because of a power or thermal limit. */
    THROTTLED;

    Estimate of(Point point) {
        return switch (this) {
            case TTFT_P50 -> point.ttft().p50();
            case TTFT_P99 -> point.ttft().p99();
            case TBT_P50 -> point.tbt().p50();
            case TBT_P99 -> point.tbt().p99();
            case POWER -> point.power();
            case POWER_PER_GPU -> each(point.power(), point.setup().tensorParallel());
            case ENERGY_PER_REQUEST -> point.energyPerRequest();
            case THROTTLED -> Estimate.once(point.throttled().value());
        };
    }

    private static Estimate each(Estimate all, int gpus) {
        return new Estimate(
                all.value() / gpus,
                all.margin().isPresent()
                        ? OptionalDouble.of(all.margin().getAsDouble() / gpus)
                        : OptionalDouble.empty());
    }
}
