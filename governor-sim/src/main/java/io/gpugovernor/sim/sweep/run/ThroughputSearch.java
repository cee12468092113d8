package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.sim.sweep.Capacity;
import io.gpugovernor.sim.sweep.RequestRate;
import io.gpugovernor.sim.sweep.Target;
import io.gpugovernor.sim.sweep.TestbedException;
import java.util.function.Function;

/**
 * Finds the maximum throughput: the highest rate at which no request fails and the 99th percentiles of TTFT and TBT both
 * keep the target.
 *
 * <p>From the rate of one request at a time it doubles until the target breaks, or halves until it is kept; then it
 * bisects, on a logarithmic scale, to one percent. Every rate is tried with the same arrivals, scaled: then the latencies
 * grow with the rate, but for the jitter of steps.
 */
final class ThroughputSearch {
    /** Finer than measurements with other arrivals agree. */
    static final double PRECISION = 1.01;

    private static final double LOWEST = 1.0 / 1024;
    private static final double HIGHEST = 1 << 16;

    /**
     * What was found.
     *
     * @param kept the highest rate tried that kept the target; the lowest rate tried if none did
     * @param any whether one did
     * @param limitedBy what broke above it
     */
    record Found(Trial kept, boolean any, Capacity.Limit limitedBy) {}

    private final Function<RequestRate, Trial> serve;
    private final Target target;

    ThroughputSearch(Function<RequestRate, Trial> serve, Target target) {
        this.serve = serve;
        this.target = target;
    }

    /** @param start rate to begin at; from a thousandth of it to 65,536 times as much is looked at */
    Found from(RequestRate start) {
        Trial trial = serve.apply(start);
        return trial.keeps(target) ? upwards(trial, start.times(HIGHEST)) : downwards(trial, start.times(LOWEST));
    }

    private Found upwards(Trial kept, RequestRate highest) {
        Trial low = kept;
        while (low.rate().compareTo(highest) < 0) {
            Trial high = serve.apply(low.rate().times(2));
            if (!high.keeps(target)) {
                return between(low, high);
            }
            low = high;
        }
        throw new TestbedException("no rate breaks the SLO of TTFT "
                + target.ttft().toMillis() + " ms and TBT "
                + target.tbt().toMillis() + " ms: even all requests at once keep it; give a shorter --slo-ttft or more"
                + " --requests");
    }

    private Found downwards(Trial broken, RequestRate lowest) {
        Trial high = broken;
        while (high.rate().compareTo(lowest) > 0) {
            Trial low = serve.apply(high.rate().times(0.5));
            if (low.keeps(target)) {
                return between(low, high);
            }
            high = low;
        }
        return new Found(high, false, high.limit(target));
    }

    private Found between(Trial kept, Trial broken) {
        Trial low = kept;
        Trial high = broken;
        while (high.rate().perSecond() / low.rate().perSecond() > PRECISION) {
            double middle = Math.sqrt(low.rate().perSecond() * high.rate().perSecond());
            Trial trial = serve.apply(new RequestRate(middle));
            if (trial.keeps(target)) {
                low = trial;
            } else {
                high = trial;
            }
        }
        return new Found(low, true, high.limit(target));
    }
}
