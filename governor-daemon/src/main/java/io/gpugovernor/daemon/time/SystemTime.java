package io.gpugovernor.daemon.time;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import java.time.Instant;

/**
 * The machine's monotonic clock, or a faster one derived from it. The only class of the project that reads a system
 * clock; everything else is told the time.
 */
public final class SystemTime implements TimeSource {
    private final long origin = System.nanoTime();
    private final double speed;

    public SystemTime() {
        this(1);
    }

    /** @param speed how many seconds pass on this time line in a real second, above 0 */
    public SystemTime(double speed) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("time must pass forwards, not at a speed of " + speed);
        }
        this.speed = speed;
    }

    @Override
    public Moment now() {
        return new Moment((long) ((System.nanoTime() - origin) * speed));
    }

    /** Seconds on this time line in a real second. */
    public double speed() {
        return speed;
    }

    /** The date and time of day now, which may jump; for telling people and metrics when something began. */
    public static Instant calendar() {
        return Instant.now();
    }
}
