package io.gpugovernor.sim.live;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when a test says so. Its origin is not zero, as no real one is. */
final class HandMovedTime implements TimeSource {
    private final AtomicLong nanos = new AtomicLong(7_000_000_123L);

    @Override
    public Moment now() {
        return new Moment(nanos.get());
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
