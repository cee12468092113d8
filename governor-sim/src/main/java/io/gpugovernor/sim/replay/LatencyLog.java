package io.gpugovernor.sim.replay;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.sim.characterize.Quantiles;
import io.gpugovernor.sim.engine.Completion;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/** Every request's latencies, in the order in which they ended; kept as plain numbers, since a replay may have millions. */
final class LatencyLog implements Consumer<Completion> {
    private float[] ttft = new float[1024];
    private float[] tbt = new float[1024];
    private int size;

    @Override
    public void accept(Completion completion) {
        if (size == ttft.length) {
            ttft = Arrays.copyOf(ttft, size * 2);
            tbt = Arrays.copyOf(tbt, size * 2);
        }
        ttft[size] = seconds(completion.ttft());
        tbt[size] = completion.tbt().map(LatencyLog::seconds).orElse(Float.NaN);
        size++;
    }

    int size() {
        return size;
    }

    Quantiles ttft() {
        double[] sample = new double[size];
        for (int i = 0; i < size; i++) {
            sample[i] = ttft[i];
        }
        return Quantiles.of(sample);
    }

    /** Of the requests with more than one token. */
    Quantiles tbt() {
        double[] sample = new double[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (!Float.isNaN(tbt[i])) {
                sample[count++] = tbt[i];
            }
        }
        return Quantiles.of(Arrays.copyOf(sample, count));
    }

    /** Shares of {@code requests} inside the SLO; a request that never ended is outside it. */
    Attainment attainment(Slo slo, int requests) {
        // Rounded as the latencies are, so that one that meets its target exactly is inside it.
        float ttftTarget = slo.ttft().map(LatencyLog::seconds).orElse(Float.POSITIVE_INFINITY);
        float tbtTarget = slo.tbt().map(LatencyLog::seconds).orElse(Float.POSITIVE_INFINITY);
        int ttftKept = 0;
        int tbtKept = 0;
        int bothKept = 0;
        for (int i = 0; i < size; i++) {
            boolean early = ttft[i] <= ttftTarget;
            boolean steady = !(tbt[i] > tbtTarget);
            ttftKept += early ? 1 : 0;
            tbtKept += steady ? 1 : 0;
            bothKept += early && steady ? 1 : 0;
        }
        return Attainment.of(ttftKept, tbtKept, bothKept, requests);
    }

    private static float seconds(Duration time) {
        return (float) Durations.seconds(time);
    }
}
