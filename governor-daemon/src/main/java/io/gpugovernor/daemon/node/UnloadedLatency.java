package io.gpugovernor.daemon.node;

import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.core.forecast.StepTime;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;

/**
 * {@code slo: auto}: a multiple of the latency of a request that has the node to itself, as in the paper (section 3). The
 * request is of the paper's middle class: 500 tokens in, 128 out.
 */
final class UnloadedLatency {
    private static final int INPUT = 500;
    private static final int OUTPUT = 128;

    private UnloadedLatency() {}

    static Slo slo(EngineModel model, int times, Ratio quantile) {
        StepTime step = model.stepTime();
        Duration ttft = model.firstTokenOverhead().plus(step.step(step.reference(), INPUT, 0, 0));
        Duration tbt = step.step(step.reference(), 0, 1, INPUT + OUTPUT / 2.0);
        return Slo.of(ttft.multipliedBy(times), tbt.multipliedBy(times), quantile);
    }
}
