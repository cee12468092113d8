package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.sim.sweep.Errand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * When requests are to be sent, whatever becomes of those before.
 *
 * @param offsets from the beginning, ascending, at least one
 */
record Schedule(List<Duration> offsets) {
    Schedule {
        offsets = List.copyOf(offsets);
    }

    /** Poisson arrivals, warm-up first: the same as the twin in virtual time gets for the same errand. */
    static Schedule of(Errand errand) {
        SplittableRandom random = new SplittableRandom(errand.seed());
        List<Duration> offsets = new ArrayList<>();
        double arrival = 0;
        for (int i = 0; i < errand.warmUp() + errand.requests(); i++) {
            arrival -= Math.log(1 - random.nextDouble()) / errand.rate().perSecond();
            offsets.add(Durations.ofSeconds(arrival));
        }
        return new Schedule(offsets);
    }

    /** All at once. */
    static Schedule volley(int requests) {
        return new Schedule(Collections.nCopies(requests, Duration.ZERO));
    }

    int size() {
        return offsets.size();
    }
}
