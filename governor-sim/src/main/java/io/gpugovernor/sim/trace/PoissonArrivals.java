package io.gpugovernor.sim.trace;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Independent arrivals: exponential gaps of mean {@code 1 / rate}.
 *
 * @param rate constant
 */
public record PoissonArrivals(ArrivalRate rate) implements ArrivalProcess {
    @Override
    public PoissonArrivals withRate(ArrivalRate other) {
        return new PoissonArrivals(other);
    }

    @Override
    public Arrivals start(Duration duration, SplittableRandom random) {
        return new Arrivals() {
            private double now;

            @Override
            public double next() {
                now += ArrivalProcess.exponential(1 / rate.perSecond(), random);
                return now;
            }
        };
    }
}
