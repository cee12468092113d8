package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.daemon.feed.DomainFeed;
import io.gpugovernor.daemon.feed.TwinFeed;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.live.LiveTwin;
import io.gpugovernor.sim.replay.TelemetryMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** The demo's push feed over a port of this machine; nothing where the demo scrapes. */
final class DemoFeed implements AutoCloseable {
    private final boolean wanted;
    private final LiveTwin twin;
    private final HardwareProfile hardware;
    private final long seed;
    private Optional<DomainFeed> receiver = Optional.empty();
    private Optional<TwinFeed> sender = Optional.empty();

    private DemoFeed(boolean wanted, LiveTwin twin, HardwareProfile hardware, long seed) {
        this.wanted = wanted;
        this.twin = twin;
        this.hardware = hardware;
        this.seed = seed;
    }

    static DemoFeed of(TelemetryMode telemetry, LiveTwin twin, HardwareProfile hardware, long seed) {
        return new DemoFeed(telemetry instanceof TelemetryMode.Feed, twin, hardware, seed);
    }

    /** What the daemon listens with, on any free port. */
    Optional<DomainFeed> heardBy(PolicyDomain domain, EngineTelemetry scraper, TimeSource time) {
        if (wanted) {
            InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            receiver = Optional.of(new DomainFeed(domain, anyPort, scraper, time));
        }
        return receiver;
    }

    /** Lets the simulated engine send, once the daemon listens. */
    void start() {
        Optional<InetSocketAddress> target = receiver.flatMap(DomainFeed::address);
        if (target.isPresent()) {
            try {
                sender = Optional.of(TwinFeed.start(twin, hardware, target.get(), seed));
            } catch (IOException refused) {
                throw new CommandFailure(ExitCodes.FAILURE, "the simulated feed cannot send: " + refused.getMessage());
            }
        }
    }

    @Override
    public void close() {
        sender.ifPresent(TwinFeed::close);
    }
}
