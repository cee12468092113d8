package io.gpugovernor.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.loop.Steering;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.StaticPolicy;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.feed.DomainFeed;
import io.gpugovernor.daemon.feed.TwinFeed;
import io.gpugovernor.daemon.scrape.Dialect;
import io.gpugovernor.daemon.scrape.EngineScraper;
import io.gpugovernor.daemon.scrape.ExpositionLimits;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.live.EngineServer;
import io.gpugovernor.sim.live.LiveScenario;
import io.gpugovernor.sim.live.LiveTwin;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The daemon between a simulated engine that serves its metrics page and one that feeds as well. */
@Timeout(90)
class FedDaemonTest {
    private static final InetSocketAddress ANYWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Slo SLO = Slo.of(Duration.ofMillis(600), Duration.ofMillis(100), new Ratio(0.99));
    private static final Duration PERIOD = Duration.ofMillis(500);

    private final HardwareProfile hardware = HardwareProfiles.load("h100-llama-70b-tp8");
    private final SystemTime time = new SystemTime();
    private final LiveTwin twin = new LiveTwin(
            new LiveScenario(
                    hardware,
                    WorkloadPreset.CONVERSATION.generator().generate(Duration.ofMinutes(10), 1),
                    SLO,
                    SwitchTiming.DEFAULT,
                    1),
            time,
            Instant.EPOCH);

    @Test
    void decidesAfterEachStepWhileFedAndOnceAPeriodWhenTheFeedStops() throws Exception {
        try (EngineServer engine = EngineServer.start("127.0.0.1", 0, twin::metrics, "twin")) {
            PolicyDomain domain = new PolicyDomain("chat", hardware.clocks(), SLO, Duration.ofSeconds(3));
            EngineScraper scraper = new EngineScraper(
                    URI.create("http://127.0.0.1:" + engine.port() + "/metrics"),
                    PERIOD,
                    Dialect.of("vllm"),
                    ExpositionLimits.DEFAULT,
                    time);
            DomainFeed feed = new DomainFeed(domain, ANYWHERE, scraper, time);
            AtomicLong reads = new AtomicLong();
            GovernedDomain governed = new GovernedDomain(
                    domain,
                    () -> {
                        reads.incrementAndGet();
                        return feed.telemetry().read();
                    },
                    List::of,
                    new Steering.Observing(),
                    new StaticPolicy(new Megahertz(1380)),
                    scraper,
                    Optional.of(feed));
            try (Daemon daemon = new Daemon(Mode.OBSERVE, List.of(governed), ANYWHERE, time, true)) {
                try (TwinFeed sender =
                        TwinFeed.start(twin, hardware, feed.address().orElseThrow(), 1)) {
                    Eventually.holds("the feed in use", () -> feed.statistics().inUse());
                    long before = reads.get();
                    long scraped = scraper.statistics().scrapes();
                    Eventually.holds("fifty decisions", () -> reads.get() >= before + 50);
                    assertThat(scraper.statistics().scrapes() - scraped).isLessThan(10);
                    assertThat(daemon.latest("chat").orElseThrow().load()).isPresent();
                    assertThat(sender).isNotNull();
                }
                Eventually.holds("scraping again", () -> !feed.statistics().inUse());
                Eventually.holds(
                        "a decision on scrapes",
                        () -> daemon.latest("chat")
                                .flatMap(latest -> latest.setpoint())
                                .isPresent());
                assertThat(feed.statistics().dropped().values()).containsOnly(0L);
            }
            assertThat(feed.address()).isEmpty();
            assertThat(((Telemetry.Unavailable) scraper.read()).reason()).endsWith("the daemon is stopping");
        }
    }
}
