package io.gpugovernor.sim.trace;

import io.gpugovernor.core.units.Durations;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Bursts and silence in turn, both exponentially long, beginning with a burst; independent arrivals within bursts, at
 * {@code rate (burst + silence) / burst}, so that the mean is {@code rate}.
 *
 * @param rate the long-run mean
 * @param burst mean length of a burst, at least 100 ms
 * @param silence mean length of a silence, at least 100 ms
 */
public record BurstArrivals(ArrivalRate rate, Duration burst, Duration silence) implements ArrivalProcess {
    /** Shorter turns are no bursts to an engine, and a year of them would take minutes to draw. */
    private static final Duration SHORTEST = Duration.ofMillis(100);

    /** @throws IllegalArgumentException if a length is below 100 ms */
    public BurstArrivals {
        if (burst.compareTo(SHORTEST) < 0 || silence.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "bursts and silences last at least 100 ms, not " + burst + " and " + silence);
        }
    }

    @Override
    public BurstArrivals withRate(ArrivalRate other) {
        return new BurstArrivals(other, burst, silence);
    }

    @Override
    public Arrivals start(Duration duration, SplittableRandom random) {
        double meanBurst = Durations.seconds(burst);
        double meanSilence = Durations.seconds(silence);
        double meanGap = meanBurst / (meanBurst + meanSilence) / rate.perSecond();
        double end = Durations.seconds(duration);
        return new Arrivals() {
            private double now;
            private double burstEnd = ArrivalProcess.exponential(meanBurst, random);

            @Override
            public double next() {
                now += ArrivalProcess.exponential(meanGap, random);
                // A gap that outlasts the burst begins anew with the next one; exponential gaps have no memory. Nobody
                // asks beyond the trace's end, and a search from there on could take long at low rates.
                while (now > burstEnd && burstEnd < end) {
                    double nextBurst = burstEnd + ArrivalProcess.exponential(meanSilence, random);
                    burstEnd = nextBurst + ArrivalProcess.exponential(meanBurst, random);
                    now = nextBurst + ArrivalProcess.exponential(meanGap, random);
                }
                return now;
            }
        };
    }
}
