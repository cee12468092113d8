package io.gpugovernor.daemon.fetch;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.time.SystemTime;
import java.time.Duration;

/**
 * A point in time by which an engine has to have answered. Engines live in real time, whatever time the governor runs in.
 *
 * @param end on the line of real time
 */
record Deadline(Moment end) {
    private static final TimeSource REAL = new SystemTime();

    static Deadline in(Duration time) {
        return new Deadline(REAL.now().plus(time));
    }

    /** Time left; negative once it has passed. */
    Duration left() {
        return end.since(REAL.now());
    }
}
