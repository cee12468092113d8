package io.gpugovernor.daemon.node;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import java.time.Duration;

/** Time that passes only when a test lets it. */
final class HandMovedTime implements TimeSource {
    private Moment now = new Moment(0);

    @Override
    public Moment now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}
