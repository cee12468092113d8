package io.gpugovernor.daemon.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.forecast.Cadence;
import io.gpugovernor.core.loop.Governor;
import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.loop.Steering;
import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.IdleDropPolicy;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.guard.Hysteresis;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.daemon.scrape.Dialect;
import io.gpugovernor.daemon.scrape.EngineScraper;
import io.gpugovernor.daemon.scrape.ExpositionLimits;
import io.gpugovernor.sim.characterize.Probe;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.live.CannotListenException;
import io.gpugovernor.sim.live.EngineNews;
import io.gpugovernor.sim.live.EngineServer;
import io.gpugovernor.sim.live.LiveScenario;
import io.gpugovernor.sim.live.LiveTwin;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the loop does while the feed stops, resumes or lies. It hears a simulated engine by datagrams and by scrapes over
 * HTTP, and follows a rule that asks for the lowest clock whenever nothing is in flight: a lock below the highest while
 * work is in flight would be the feed's fault.
 */
@Timeout(120)
class FeedFaultsTest {
    private static final Slo SLO = Slo.of(Duration.ofMillis(600), Duration.ofMillis(100), new Ratio(0.99));
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration PATIENT = Duration.ofSeconds(40);
    private static final EngineFacts FACTS = new EngineFacts(8, 256, 8192, "m", "twin");

    private final HardwareProfile hardware = HardwareProfiles.load("h100-llama-70b-tp8");
    private Moment now = new Moment(0);
    private final LiveTwin twin = new LiveTwin(
            new LiveScenario(
                    hardware,
                    WorkloadPreset.CONVERSATION.generator().generate(Duration.ofMinutes(5), 1),
                    SLO,
                    SwitchTiming.DEFAULT,
                    1),
            () -> now,
            Instant.EPOCH);
    private final EngineServer server = EngineServer.start("127.0.0.1", 0, twin::metrics, "twin");
    private final EngineScraper scraper = new EngineScraper(
            URI.create("http://127.0.0.1:" + server.port() + "/metrics"),
            PATIENT,
            Dialect.of("vllm"),
            ExpositionLimits.DEFAULT,
            () -> now);
    private final FeedAccumulator feed = new FeedAccumulator(SLO, Duration.ofSeconds(3));
    private final PreferredTelemetry telemetry =
            new PreferredTelemetry("chat", () -> feed.read(now), scraper, () -> now);
    private final TwinDatagrams sender = new TwinDatagrams(1, FACTS);
    private final List<Megahertz> locks = new ArrayList<>();
    private Governor governor = governor(new IdleDropPolicy());
    private Optional<EngineNews> truth = Optional.empty();
    private Duration step = STEP;

    FeedFaultsTest() throws CannotListenException {}

    @AfterEach
    void close() {
        scraper.close();
        server.close();
    }

    @Test
    void goesOnByScrapesWhenTheFeedStopsAndReturnsToItWhenItResumes() {
        runs(10, this::sends);
        assertThat(telemetry.inUse()).isTrue();
        long scraped = scraper.statistics().scrapes();
        List<Decision> fed = runs(10, this::sends);
        assertThat(scraper.statistics().scrapes() - scraped).isBetween(1L, 3L);
        assertThat(fed).allMatch(decision -> decision.state() == GovernorState.GOVERNING);

        List<Decision> silent = runs(10, () -> {});
        assertThat(telemetry.inUse()).isFalse();
        assertThat(silent)
                .as("one interval is lost")
                .filteredOn(FeedFaultsTest::released)
                .hasSize(1);
        assertThat(silent.get(silent.size() - 1).state()).isEqualTo(GovernorState.GOVERNING);

        List<Decision> resumed = runs(10, this::sends);
        assertThat(telemetry.inUse()).isTrue();
        assertThat(resumed).filteredOn(FeedFaultsTest::released).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void releasesWhereFeedAndPageBothFallSilent() {
        runs(10, this::sends);
        server.close();
        List<Decision> last = runs(8, () -> {});
        Decision end = last.get(last.size() - 1);
        assertThat(end.state()).isEqualTo(GovernorState.RELEASED);
        assertThat(end.reason()).isEqualTo(Reason.STALE_TELEMETRY);
    }

    @Test
    void lowersNothingForAStrangerWhoClaimsThatTheEngineIsIdle() {
        runs(10, this::sends);
        Told stranger = new Told(99, 0);
        List<Decision> deceived = runs(12, () -> {
            sends();
            feed.accept(
                    stranger.has(0, 0).bytes(now.nanos() + Duration.ofSeconds(1).toNanos()), now);
        });
        assertThat(telemetry.inUse()).isFalse();
        assertThat(deceived.get(deceived.size() - 1).state()).isEqualTo(GovernorState.GOVERNING);
    }

    @Test
    void lowersNothingForAStrangerWhoClaimsToBeAnotherEngine() {
        runs(10, this::sends);
        Told stranger = new Told(99, 1);
        runs(20, () -> {
            sends();
            feed.accept(stranger.has(500, 100).bytes(now.nanos()), now);
        });
        assertThat(telemetry.inUse()).as("the page shows 600 fewer").isFalse();
        recovers();
    }

    @Test
    void dropsDamagedAndRepeatedDatagramsAndStaysWithTheFeed() {
        SplittableRandom random = new SplittableRandom(7);
        runs(10, this::sends);
        List<Decision> all = runs(20, () -> {
            byte[] sent = sends().array().clone();
            feed.accept(ByteBuffer.wrap(sent.clone()), now);
            // The magic number goes: which other bytes could be told from true ones is the decoder's own test.
            sent[0] ^= (byte) (1 + random.nextInt(255));
            feed.accept(ByteBuffer.wrap(sent), now);
            byte[] noise = new byte[random.nextInt(2000)];
            random.nextBytes(noise);
            feed.accept(ByteBuffer.wrap(noise), now);
        });
        assertThat(telemetry.inUse()).isTrue();
        assertThat(all).allMatch(decision -> decision.state() == GovernorState.GOVERNING);
        assertThat(feed.statistics(now, true).dropped().get(Fault.REPEATED)).isGreaterThan(150);
    }

    @Test
    void thePricedRuleGovernsThroughStopsAndReturns() {
        SwitchTiming timing = SwitchTiming.DEFAULT;
        Cadence cadence = new Cadence(STEP, timing.call().plus(timing.transition()), timing.stall());
        governor = governor(
                Hysteresis.DEFAULT.priced(SLO, cadence, Ladder.of(hardware.clocks()), Probe.measure(hardware)));
        for (int i = 0; i < 3; i++) {
            runs(10, this::sends);
            List<Decision> silent = runs(6, () -> {});
            assertThat(silent).filteredOn(FeedFaultsTest::released).hasSize(1);
            assertThat(silent.get(silent.size() - 1).state()).isEqualTo(GovernorState.GOVERNING);
        }
    }

    /** Ten minutes of distrust later, the feed of the true sender is used again. */
    private void recovers() {
        step = Duration.ofMillis(1500);
        runs(620, this::sends);
        assertThat(telemetry.inUse()).isTrue();
    }

    private ByteBuffer sends() {
        ByteBuffer datagram = sender.next(truth.orElseThrow());
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(bytes);
        assertThat(feed.accept(ByteBuffer.wrap(bytes.clone()), now)).isEmpty();
        return ByteBuffer.wrap(bytes);
    }

    /** The world goes on for {@code seconds}; at each step somebody sends something, and the loop looks. */
    private List<Decision> runs(int seconds, Runnable sending) {
        List<Decision> decisions = new ArrayList<>();
        for (Moment end = now.plus(Duration.ofSeconds(seconds)); now.isBefore(end); ) {
            now = now.plus(step);
            truth = Optional.of(twin.news());
            sending.run();
            locks.clear();
            Decision decision = governor.tick(now);
            decisions.add(decision);
            boolean works = inFlight(truth.orElseThrow()) > 0;
            if (works && decision.reason() == Reason.IDLE) {
                throw new AssertionError("at " + now + " the loop took " + inFlight(truth.orElseThrow())
                        + " requests for none, and asked for " + locks);
            }
        }
        return decisions;
    }

    private static long inFlight(EngineNews news) {
        return news.snapshot().running() + news.snapshot().waiting();
    }

    private static boolean released(Decision decision) {
        return decision.setpoint().isEmpty();
    }

    private Governor governor(Policy policy) {
        return new Governor(
                new PolicyDomain("chat", hardware.clocks(), SLO, Duration.ofSeconds(3)),
                telemetry,
                List::of,
                Steering.enforcing(new ClockActuator() {
                    @Override
                    public Actuation lock(Megahertz clock) {
                        locks.add(clock);
                        return new Actuation.Accepted();
                    }

                    @Override
                    public Actuation release() {
                        return new Actuation.Accepted();
                    }
                }),
                policy,
                decision -> {});
    }
}
