package io.gpugovernor.daemon.feed;

import java.util.List;
import java.util.Optional;

/**
 * One datagram, understood and plausible by itself.
 *
 * @param sender who sent it
 * @param sequence number among the sender's datagrams, from 1
 * @param process the sender's process id, as the sender sees it
 * @param sent when, nanoseconds of the sender's monotonic clock
 * @param asleep whether the engine was put to sleep
 * @param gauges the engine as it stands; empty before its first step
 * @param totals counters since the sender started
 * @param ttfts times to first token since the datagram before, seconds
 * @param ttftsLeftOut how many more there were
 * @param ended requests that ended since the datagram before
 * @param endedLeftOut how many more there were
 * @param facts what does not change; in some datagrams
 */
record Datagram(
        Sender sender,
        long sequence,
        int process,
        long sent,
        boolean asleep,
        Optional<Gauges> gauges,
        Totals totals,
        List<Double> ttfts,
        long ttftsLeftOut,
        List<Ended> ended,
        long endedLeftOut,
        Optional<EngineFacts> facts) {

    /**
     * The feed of one engine from one process. A process that starts anew is another sender.
     *
     * @param start drawn at random when the sender started
     * @param engine the engine's data-parallel rank
     */
    record Sender(long start, int engine) {}

    Datagram {
        ttfts = List.copyOf(ttfts);
        ended = List.copyOf(ended);
    }
}
