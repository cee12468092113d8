package io.gpugovernor.daemon.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.daemon.journal.Decisions;
import io.gpugovernor.daemon.node.Eventually;
import io.gpugovernor.daemon.time.SystemTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DomainFeedTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final SystemTime time = new SystemTime();
    private final DomainFeed feed = feed(ANY_PORT);

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void countsWhatArrivesAndWhatItDrops() throws IOException {
        feed.listen();
        feed.listen();
        try (DatagramChannel sender =
                DatagramChannel.open().connect(feed.address().orElseThrow())) {
            sender.write(Golden.read("busy"));
            sender.write(Golden.read("busy"));
            sender.write(ByteBuffer.allocate(20_000));
            sender.write(ByteBuffer.allocate(1));
            Eventually.holds("four datagrams", () -> feed.statistics().received() == 4);
        }
        FeedStatistics seen = feed.statistics();
        assertThat(seen.dropped()).hasSize(Fault.values().length);
        assertThat(seen.dropped()).containsEntry(Fault.REPEATED, 1L).containsEntry(Fault.LENGTH, 2L);
        assertThat(seen.senders()).isEqualTo(1);
        assertThat(seen.age()).isPresent();
        assertThat(seen.inUse()).isFalse();
        assertThat(feed.facts()).map(EngineFacts::version).contains("0.11.0");
    }

    @Test
    void aTakenPortLeavesTheDomainScraping() {
        feed.listen();
        try (DomainFeed second = feed(feed.address().orElseThrow())) {
            second.listen();
            assertThat(second.address()).isEmpty();
            assertThat(second.telemetry().read()).isInstanceOf(Telemetry.Unavailable.class);
        }
    }

    @Test
    void listensOnLoopbackOnly() {
        try (DomainFeed open = feed(new InetSocketAddress("0.0.0.0", 0))) {
            open.listen();
            assertThat(open.address()).isEmpty();
        }
    }

    @Test
    void aPortThatWasClosedIsFree() {
        feed.listen();
        InetSocketAddress address = feed.address().orElseThrow();
        feed.close();
        try (DomainFeed next = feed(address)) {
            next.listen();
            assertThat(next.address()).contains(address);
        }
    }

    private DomainFeed feed(InetSocketAddress listen) {
        return new DomainFeed(
                Decisions.domain("chat"), listen, () -> new Telemetry.Unavailable("no such engine"), time);
    }
}
