package io.gpugovernor.sim.engine;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The bucket bounds of vLLM's histograms, as its V1 metrics publish them. */
final class Buckets {
    static final double[] TTFT = {
        0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640, 2560
    };
    static final double[] TOKEN_LATENCY = {
        0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80
    };
    static final double[] REQUEST_LATENCY = {
        0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680
    };
    static final double[] STEP_TOKENS = {1, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384};

    private Buckets() {}

    /** Bounds 1, 2, 5, 10, 20, 50 ... up to the longest model length. */
    static double[] lengths(int longest) {
        return IntStream.rangeClosed(0, 9)
                .mapToDouble(decade -> Math.pow(10, decade))
                .flatMap(power -> DoubleStream.of(power, 2 * power, 5 * power))
                .filter(bound -> bound <= longest)
                .toArray();
    }
}
