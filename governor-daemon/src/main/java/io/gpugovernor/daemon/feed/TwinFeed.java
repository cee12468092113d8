package io.gpugovernor.daemon.feed;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.live.EngineNews;
import io.gpugovernor.sim.live.LiveTwin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A simulated engine's push feed: a thread that sends the datagrams a real one would, to a port of this node. */
public final class TwinFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TwinFeed.class);
    private static final Duration APART = Duration.ofMillis(10);
    /** On the twin's time line. */
    private static final Duration BEAT = Duration.ofMillis(500);

    private final LiveTwin twin;
    private final DatagramChannel channel;
    private final TwinDatagrams datagrams;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "simulated-engine-feed");

    private TwinFeed(LiveTwin twin, DatagramChannel channel, TwinDatagrams datagrams) {
        this.twin = twin;
        this.channel = channel;
        this.datagrams = datagrams;
        thread.setDaemon(true);
    }

    /**
     * Starts to send.
     *
     * @param start tells this sender from others
     * @throws IOException if {@code target} cannot be sent to
     */
    public static TwinFeed start(LiveTwin twin, HardwareProfile hardware, InetSocketAddress target, long start)
            throws IOException {
        EngineFacts facts = new EngineFacts(
                hardware.gpus(),
                hardware.limits().maxSequences(),
                hardware.limits().stepTokens(),
                hardware.name(),
                "twin");
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.connect(target);
        } catch (IOException refused) {
            channel.close();
            throw refused;
        }
        TwinFeed feed = new TwinFeed(twin, channel, new TwinDatagrams(start, facts));
        feed.thread.start();
        return feed;
    }

    @Override
    public void close() {
        stopping.countDown();
        try {
            channel.close();
        } catch (IOException ignored) {
            LOG.debug("the simulated feed did not close cleanly", ignored);
        }
    }

    private void run() {
        EngineSnapshot told = null;
        try {
            do {
                EngineNews news = twin.news();
                if (told == null || isNews(told, news)) {
                    send(news);
                    told = news.snapshot();
                }
            } while (!stopping.await(APART.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A step that gave output, or half a second without. */
    private static boolean isNews(EngineSnapshot told, EngineNews news) {
        EngineSnapshot engine = news.snapshot();
        return engine.generationTokens() != told.generationTokens()
                || !news.firstTokens().isEmpty()
                || !news.ended().isEmpty()
                || engine.at().since(told.at()).compareTo(BEAT) >= 0;
    }

    private void send(EngineNews news) {
        try {
            channel.write(datagrams.next(news));
        } catch (IOException unheard) {
            LOG.debug("nobody heard the simulated feed: {}", unheard.toString());
        }
    }
}
