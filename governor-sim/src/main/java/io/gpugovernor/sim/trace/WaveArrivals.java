package io.gpugovernor.sim.trace;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Independent arrivals whose rate swells and ebbs once over the trace: {@code rate (1 - swing cos(2 pi t / duration))}.
 *
 * <p>One wave a trace keeps the mean right for every duration. Drawn by thinning: candidates come at the highest rate and
 * each is kept with the share that its moment's rate is of it.
 *
 * @param rate the mean
 * @param swing how far the rate strays from the mean, relative to it
 */
public record WaveArrivals(ArrivalRate rate, Ratio swing) implements ArrivalProcess {
    @Override
    public WaveArrivals withRate(ArrivalRate other) {
        return new WaveArrivals(other, swing);
    }

    @Override
    public Arrivals start(Duration duration, SplittableRandom random) {
        double highest = 1 + swing.value();
        double meanCandidateGap = 1 / (rate.perSecond() * highest);
        double turn = 2 * Math.PI / Durations.seconds(duration);
        return new Arrivals() {
            private double now;

            @Override
            public double next() {
                do {
                    now += ArrivalProcess.exponential(meanCandidateGap, random);
                } while (random.nextDouble() * highest > 1 - swing.value() * StrictMath.cos(turn * now));
                return now;
            }
        };
    }
}
