package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.sweep.Capacity;
import io.gpugovernor.sim.sweep.Reading;
import io.gpugovernor.sim.sweep.RequestRate;
import io.gpugovernor.sim.sweep.Target;
import java.time.Duration;

/**
 * A rate that was tried.
 *
 * @param ttft 99th percentile
 * @param tbt 99th percentile
 * @param failed requests that did not end well
 */
record Trial(RequestRate rate, Duration ttft, Duration tbt, Watts power, Joules energyPerRequest, int failed) {
    static Trial of(RequestRate rate, Reading reading) {
        Tails tails = Tails.of(reading);
        return new Trial(
                rate,
                Durations.ofSeconds(tails.ttft().p99()),
                Durations.ofSeconds(tails.tbt().p99()),
                reading.power(),
                new Joules(Yield.of(reading).joulesPerRequest()),
                reading.failed());
    }

    boolean keeps(Target target) {
        return failed == 0 && ttft.compareTo(target.ttft()) <= 0 && tbt.compareTo(target.tbt()) <= 0;
    }

    /** Why a trial that does not keep the target does not. */
    Capacity.Limit limit(Target target) {
        if (failed > 0) {
            return Capacity.Limit.FAILURES;
        }
        boolean late = ttft.compareTo(target.ttft()) > 0;
        boolean slow = tbt.compareTo(target.tbt()) > 0;
        if (late && slow) {
            return Capacity.Limit.BOTH;
        }
        return late ? Capacity.Limit.TTFT : Capacity.Limit.TBT;
    }
}
