package io.gpugovernor.daemon.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.feed.FeedEar.Heard;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FeedEarTest {
    private final DatagramSocket ear = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final DatagramSocket engine = new DatagramSocket();

    FeedEarTest() throws IOException {
        ear.setSoTimeout(50);
    }

    @AfterEach
    void close() {
        ear.close();
        engine.close();
    }

    @Test
    void hearsWhatTheEngineTellsAboutItselfThroughNoise() throws IOException {
        send("noise".getBytes(StandardCharsets.US_ASCII));
        send(Golden.read("busy").array());

        assertThat(FeedEar.listen(ear))
                .isInstanceOfSatisfying(
                        Heard.Sends.class,
                        sends -> assertThat(sends.facts())
                                .map(EngineFacts::version)
                                .contains("0.11.0"));
    }

    @Test
    void takesNeitherSilenceNorNoiseForAFeed() throws IOException {
        assertThat(FeedEar.listen(ear)).isEqualTo(new Heard.Silence());
        send("noise".getBytes(StandardCharsets.US_ASCII));
        assertThat(FeedEar.listen(ear)).isEqualTo(new Heard.Silence());
    }

    @Test
    void saysThatSomebodyElseListens() {
        InetSocketAddress taken = (InetSocketAddress) ear.getLocalSocketAddress();

        assertThat(FeedEar.listen(taken, Duration.ofMillis(50))).isEqualTo(new Heard.Taken());
    }

    private void send(byte[] bytes) throws IOException {
        engine.send(new DatagramPacket(bytes, bytes.length, ear.getLocalSocketAddress()));
    }
}
