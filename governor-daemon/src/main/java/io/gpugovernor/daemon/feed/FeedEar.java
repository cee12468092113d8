package io.gpugovernor.daemon.feed;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Listens for a moment whether an engine sends its feed, for a diagnosis; nothing is kept. */
public final class FeedEar {
    /** Facts are in every datagram at first and then once a second, and an idle engine sends twice a second. */
    private static final int MOST_DATAGRAMS = 8;

    private static final int MOST_BYTES = 65_535;

    private FeedEar() {}

    /** What was heard. */
    public sealed interface Heard {
        /** @param facts what the engine told about itself; empty if no datagram held it */
        record Sends(Optional<EngineFacts> facts) implements Heard {}

        /** Nothing arrived that could be read. */
        record Silence() implements Heard {}

        /** Somebody listens there already: the daemon, if it runs. */
        record Taken() implements Heard {}

        /** @param reason one clause */
        record Deaf(String reason) implements Heard {}
    }

    /**
     * Listens at most eight times as long as {@code patience}, and no longer than it takes to hear the facts.
     *
     * @param patience longest silence
     */
    public static Heard listen(InetSocketAddress address, Duration patience) {
        try (DatagramSocket socket = new DatagramSocket(address)) {
            socket.setSoTimeout((int) patience.toMillis());
            return listen(socket);
        } catch (BindException taken) {
            return new Heard.Taken();
        } catch (IOException failed) {
            return new Heard.Deaf(String.valueOf(failed.getMessage()));
        }
    }

    /** @param socket bound, with a time limit */
    static Heard listen(DatagramSocket socket) throws IOException {
        boolean sends = false;
        DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
        for (int i = 0; i < MOST_DATAGRAMS; i++) {
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException silence) {
                break;
            }
            Optional<Datagram> datagram = decoded(packet);
            sends |= datagram.isPresent();
            Optional<EngineFacts> facts = datagram.flatMap(Datagram::facts);
            if (facts.isPresent()) {
                return new Heard.Sends(facts);
            }
        }
        return sends ? new Heard.Sends(Optional.empty()) : new Heard.Silence();
    }

    /** Empty for what another program sends here: what counts is whether the engine does. */
    private static Optional<Datagram> decoded(DatagramPacket packet) {
        try {
            return Optional.of(DatagramDecoder.decode(ByteBuffer.wrap(packet.getData(), 0, packet.getLength())));
        } catch (DatagramException noise) {
            return Optional.empty();
        }
    }
}
