package io.gpugovernor.daemon.feed;

import io.gpugovernor.core.port.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that takes datagrams from a loopback port and hands them on. */
final class FeedReceiver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FeedReceiver.class);

    private static final long CLOSING_MILLIS = 1000;

    private final DatagramChannel channel;
    private final InetSocketAddress address;
    private final FeedAccumulator accumulator;
    private final TimeSource time;
    private final Runnable arrived;
    private final Thread thread;

    private FeedReceiver(
            DatagramChannel channel,
            InetSocketAddress address,
            FeedAccumulator accumulator,
            TimeSource time,
            Runnable arrived) {
        this.channel = channel;
        this.address = address;
        this.accumulator = accumulator;
        this.time = time;
        this.arrived = arrived;
        this.thread = new Thread(this::run, "feed-" + address.getPort());
        thread.setDaemon(true);
    }

    /**
     * Listens.
     *
     * @param arrived called after each datagram that was used
     * @throws IOException if the address is taken or not loopback
     */
    static FeedReceiver start(InetSocketAddress listen, FeedAccumulator accumulator, TimeSource time, Runnable arrived)
            throws IOException {
        InetAddress host = listen.getAddress();
        if (host == null || !host.isLoopbackAddress()) {
            throw new IOException("not a loopback address");
        }
        DatagramChannel channel = DatagramChannel.open(
                host.getAddress().length == 4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            channel.bind(listen);
            FeedReceiver receiver = new FeedReceiver(
                    channel, (InetSocketAddress) channel.getLocalAddress(), accumulator, time, arrived);
            receiver.thread.start();
            return receiver;
        } catch (IOException | RuntimeException refused) {
            channel.close();
            throw refused;
        }
    }

    InetSocketAddress address() {
        return address;
    }

    /** Stops; the port is free once the thread has left it, which is waited for a moment. */
    @Override
    public void close() {
        try {
            channel.close();
            thread.join(CLOSING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException ignored) {
            LOG.debug("the feed's port {} did not close cleanly", address, ignored);
        }
    }

    private void run() {
        // One byte more than the longest, so that a longer one is seen to be longer.
        ByteBuffer buffer = ByteBuffer.allocateDirect(Wire.LONGEST + 1);
        try {
            while (true) {
                buffer.clear();
                SocketAddress from = channel.receive(buffer);
                take(from, buffer.flip());
            }
        } catch (ClosedChannelException closed) {
            LOG.debug("the feed's port {} is closed", address);
        } catch (IOException broken) {
            LOG.warn("the feed's port {} broke ({}); scraping goes on", address, broken.toString());
        }
    }

    private void take(SocketAddress from, ByteBuffer datagram) {
        if (!(from instanceof InetSocketAddress sender) || !isLoopback(sender)) {
            accumulator.refuse(Fault.FOREIGN);
        } else if (accumulator.accept(datagram, time.now()).isEmpty()) {
            arrived.run();
        }
    }

    private static boolean isLoopback(InetSocketAddress sender) {
        return sender.getAddress() != null && sender.getAddress().isLoopbackAddress();
    }
}
