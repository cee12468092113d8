package io.gpugovernor.sim.sweep.bench;

import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.sweep.Reading;
import io.gpugovernor.sim.sweep.Timing;
import io.gpugovernor.sim.twin.Twin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A stretch of a twin's time, and what it drew in it. */
final class Window {
    private final Twin twin;
    private final Moment from;
    private final double joules;
    private long throttledNanos;

    Window(Twin twin) {
        this.twin = twin;
        this.from = twin.now();
        this.joules = twin.energy().value();
    }

    /** Step by step, so that the time under the power limit can be told. */
    void advanceTo(Moment moment) {
        while (twin.now().isBefore(moment)) {
            Moment next = twin.stepEnd().isBefore(moment) ? twin.stepEnd() : moment;
            boolean throttled = twin.throttled();
            Moment before = twin.now();
            twin.advanceTo(next);
            if (throttled) {
                throttledNanos += twin.now().since(before).toNanos();
            }
        }
        twin.advanceTo(moment);
    }

    Sum sum() {
        Moment to = twin.now();
        return new Sum(
                from,
                to,
                new Joules(twin.energy().value() - joules),
                Ratio.of(throttledNanos, to.since(from).toNanos(), Ratio.ZERO),
                twin.clockInForce());
    }

    /** What a window came to. */
    record Sum(Moment from, Moment to, Joules energy, Ratio throttled, Megahertz clock) {
        Reading reading(List<Timing> requests, int finished, int failed) {
            Duration elapsed = to.since(from);
            return new Reading(requests, elapsed, finished, energy, throttled, Optional.of(clock), failed);
        }
    }
}
