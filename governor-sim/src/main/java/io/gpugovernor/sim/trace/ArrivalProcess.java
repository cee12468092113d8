package io.gpugovernor.sim.trace;

import java.time.Duration;
import java.util.SplittableRandom;

/** How generated requests arrive. */
public sealed interface ArrivalProcess permits PoissonArrivals, WaveArrivals, BurstArrivals {
    /** Long-run mean rate. */
    ArrivalRate rate();

    /** The same process with another mean rate. */
    ArrivalProcess withRate(ArrivalRate other);

    /** The arrivals of one trace of {@code duration}, drawn from {@code random}. */
    Arrivals start(Duration duration, SplittableRandom random);

    /** Arrival times, ascending without end. */
    @FunctionalInterface
    interface Arrivals {
        /** Seconds from the start to the next arrival. */
        double next();
    }

    /** An exponentially distributed time in seconds; StrictMath makes a seed give the same on every machine. */
    static double exponential(double meanSeconds, SplittableRandom random) {
        return -meanSeconds * StrictMath.log(1 - random.nextDouble());
    }
}
