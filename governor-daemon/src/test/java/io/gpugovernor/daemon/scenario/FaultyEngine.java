package io.gpugovernor.daemon.scenario;

import io.gpugovernor.core.loop.Governor;
import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.loop.Steering;
import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.daemon.fetch.RawServer;
import io.gpugovernor.daemon.scrape.Dialect;
import io.gpugovernor.daemon.scrape.EngineScraper;
import io.gpugovernor.daemon.scrape.ExpositionLimits;
import io.gpugovernor.daemon.scrape.MetricsSource;
import io.gpugovernor.daemon.scrape.ScrapePeriod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The real loop before a staged engine whose server does to the answers whatever a test wants. */
final class FaultyEngine implements AutoCloseable {
    static final ClockTable CLOCKS = ClockTable.evenly(new Megahertz(345), new Megahertz(1980), 15);
    static final Slo SLO = Slo.of(Duration.ofMillis(600), Duration.ofMillis(100), new Ratio(0.99));

    /** Given up after 80 % of it: soon enough for tests that wait for it, late enough for a busy machine. */
    private static final Duration PERIOD = Duration.ofMillis(750);

    private static final int MOST_TRIES = 60;

    private final StagedEngine engine = new StagedEngine();
    private final RawServer server;
    private final EngineScraper scraper;
    private final Governor governor;
    private final List<String> calls = new ArrayList<>();

    /** How the page is reached, given the server's port. */
    @FunctionalInterface
    interface Way {
        MetricsSource to(int port);
    }

    FaultyEngine(RawServer server, Way way, Policy policy) {
        this.server = server;
        this.scraper = new EngineScraper(
                way.to(server.port()),
                ScrapePeriod.fixed(PERIOD),
                Dialect.of("vllm"),
                ExpositionLimits.DEFAULT,
                engine::now);
        this.governor = new Governor(
                new PolicyDomain("chat", CLOCKS, SLO, StagedLoop.STALE),
                scraper,
                List::of,
                Steering.enforcing(new Recorder()),
                policy,
                decision -> {});
        answersWell();
    }

    StagedEngine engine() {
        return engine;
    }

    RawServer server() {
        return server;
    }

    /** What a healthy server sends. */
    RawServer.Answer page() {
        return exchange -> RawServer.page(Speech.VLLM_V1.page(engine)).give(exchange);
    }

    void answersWell() {
        server.nowAnswers(page());
    }

    /** Some of the time after which readings are stale passes, and the loop looks. */
    Decision tick() {
        return governor.tick(engine.passes(StagedLoop.STALE.dividedBy(3)).now());
    }

    /** Ticks until the loop governs; a scrape that a busy machine delays is none of a test's business. */
    Decision untilItGoverns() {
        Decision last = tick();
        for (int i = 0; i < MOST_TRIES && last.state() != GovernorState.GOVERNING; i++) {
            last = tick();
        }
        return last;
    }

    /** What was asked of the GPUs since the last call, in order. */
    List<String> calls() {
        List<String> since = List.copyOf(calls);
        calls.clear();
        return since;
    }

    @Override
    public void close() {
        scraper.close();
        server.close();
    }

    private final class Recorder implements ClockActuator {
        @Override
        public Actuation lock(Megahertz clock) {
            calls.add("lock " + clock);
            return new Actuation.Accepted();
        }

        @Override
        public Actuation release() {
            calls.add(StagedLoop.RELEASE);
            return new Actuation.Accepted();
        }
    }
}
