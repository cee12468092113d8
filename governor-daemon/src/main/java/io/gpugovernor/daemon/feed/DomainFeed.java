package io.gpugovernor.daemon.feed;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.daemon.config.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The push feed of one domain: its port, what arrived there, and the choice between it and scraping. */
public final class DomainFeed implements AutoCloseable {
    /** Where senders send to if they are not told otherwise. */
    public static final int USUAL_PORT = 9465;

    private static final Logger LOG = LoggerFactory.getLogger(DomainFeed.class);

    private final String domain;
    private final InetSocketAddress listen;
    private final TimeSource time;
    private final FeedAccumulator accumulator;
    private final PreferredTelemetry telemetry;
    private volatile Runnable bell = () -> {};
    private Optional<FeedReceiver> receiver = Optional.empty();

    /**
     * Does not listen yet.
     *
     * @param listen a loopback address; port 0 takes any free one
     * @param scraper the engine's metrics page, which confirms the feed and stands in for it
     */
    public DomainFeed(PolicyDomain domain, InetSocketAddress listen, EngineTelemetry scraper, TimeSource time) {
        this.domain = domain.name();
        this.listen = listen;
        this.time = time;
        this.accumulator = new FeedAccumulator(domain.slo(), domain.staleAfter());
        this.telemetry = new PreferredTelemetry(domain.name(), () -> accumulator.read(time.now()), scraper, time);
    }

    /** The engine by the better of the two sources; for the domain's loop. */
    public EngineTelemetry telemetry() {
        return telemetry;
    }

    /** Begins to listen. Where the port is taken the engine is scraped, and the log says so. */
    public synchronized void listen() {
        if (receiver.isPresent()) {
            return;
        }
        try {
            receiver = Optional.of(FeedReceiver.start(listen, accumulator, time, this::arrived));
            LOG.info(
                    "domain={} listens for the push feed on {}",
                    domain,
                    HostPort.text(address().orElse(listen)));
        } catch (IOException taken) {
            LOG.warn(
                    "domain={} cannot listen for the push feed on {} ({}); it scrapes: give the domain another port"
                            + " with engine.feed, and the engine the same with GPU_GOVERNOR_FEED",
                    domain,
                    HostPort.text(listen),
                    taken.getMessage());
        }
    }

    /** Where it listens; empty if it does not. */
    public synchronized Optional<InetSocketAddress> address() {
        return receiver.map(FeedReceiver::address);
    }

    /** Names what is to be called, by another thread, after each datagram that calls for a decision. */
    public void ring(Runnable called) {
        bell = called;
    }

    /** What arrived so far, and whether it is used. */
    public FeedStatistics statistics() {
        return accumulator.statistics(time.now(), telemetry.inUse());
    }

    /** What the engine told about itself. */
    public Optional<EngineFacts> facts() {
        return accumulator.facts();
    }

    /** Stops to listen. */
    @Override
    public synchronized void close() {
        receiver.ifPresent(FeedReceiver::close);
        receiver = Optional.empty();
    }

    private void arrived() {
        if (telemetry.inUse()) {
            bell.run();
        }
    }
}
