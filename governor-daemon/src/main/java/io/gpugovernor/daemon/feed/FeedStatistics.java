package io.gpugovernor.daemon.feed;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How the feed of one domain does.
 *
 * @param received datagrams that arrived, used or not
 * @param dropped of these, those not used, by reason; every reason is there
 * @param senders processes and engines heard now
 * @param age time since the newest datagram that was used; empty before the first
 * @param inUse whether decisions are made on the feed
 */
public record FeedStatistics(
        long received, Map<Fault, Long> dropped, int senders, Optional<Duration> age, boolean inUse) {
    public FeedStatistics {
        dropped = Map.copyOf(dropped);
    }
}
