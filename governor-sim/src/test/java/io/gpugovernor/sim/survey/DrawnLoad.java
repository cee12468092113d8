package io.gpugovernor.sim.survey;

import io.gpugovernor.sim.trace.RateScale;
import io.gpugovernor.sim.trace.Trace;
import io.gpugovernor.sim.trace.TraceGenerator;
import java.time.Duration;

/** How load goes over a run, in shares of the hardware's capacity. */
enum DrawnLoad {
    /** As drawn, throughout. */
    STEADY,
    /** Nine times as much for a tenth of the time, twice. */
    STEEP,
    /** Four times as much for a quarter of the time, twice. */
    STEPS;

    /** The requests of {@code time}, of a generator at capacity; {@code drawn} is the load where it is steady. */
    Trace of(TraceGenerator atCapacity, double drawn, Duration time, long seed) {
        double[] parts = shares(drawn);
        Duration part = time.dividedBy(parts.length);
        Trace all = at(parts[0], atCapacity, part, seed);
        for (int i = 1; i < parts.length; i++) {
            Trace next = at(parts[i], atCapacity, part, seed + 1000L * i);
            all = all.followedBy(next, part.multipliedBy(i), "parts");
        }
        return all;
    }

    private double[] shares(double drawn) {
        return switch (this) {
            case STEADY -> new double[] {drawn};
            case STEEP -> new double[] {0.1, 0.1, 0.1, 0.9, 0.1, 0.1, 0.1, 0.9, 0.1, 0.1};
            case STEPS -> new double[] {0.2, 0.8, 0.2, 0.8};
        };
    }

    private static Trace at(double load, TraceGenerator atCapacity, Duration time, long seed) {
        return atCapacity.withRate(atCapacity.rate().times(new RateScale(load))).generate(time, seed);
    }
}
