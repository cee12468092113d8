package io.gpugovernor.daemon.feed;

import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.Optional;

/**
 * How often news of one sender come: the longest of its last pauses between two datagrams, the present one included. The
 * longest, because a decision is only as free to be bold as the next one is near.
 */
final class Rhythm {
    /** A quarter of a second of a busy engine's steps. */
    private static final int PAUSES = 16;

    private final long[] pauses = new long[PAUSES];
    private int heard;

    void pause(Duration length) {
        pauses[heard++ % PAUSES] = length.toNanos();
    }

    /**
     * The pace; empty before enough was heard.
     *
     * @param last when the newest datagram came
     */
    Optional<Duration> slowest(Moment last, Moment now) {
        if (heard < PAUSES) {
            return Optional.empty();
        }
        long longest = now.since(last).toNanos();
        for (long pause : pauses) {
            longest = Math.max(longest, pause);
        }
        return Optional.of(Duration.ofNanos(longest));
    }
}
