package io.gpugovernor.daemon.scenario;

import io.gpugovernor.core.loop.Governor;
import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.loop.Steering;
import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.IdleDropPolicy;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.daemon.scrape.Dialect;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The real loop before a staged engine: it scrapes over HTTP, drops to 345 MHz while nothing is in flight, goes to 1980
 * MHz else, and writes down what it asks of the GPUs.
 */
final class StagedLoop implements AutoCloseable {
    static final Duration TICK = Duration.ofMillis(250);
    static final Duration STALE = Duration.ofSeconds(3);
    static final String LOW = "lock 345MHz";
    static final String HIGH = "lock 1980MHz";
    static final String RELEASE = "release";

    private static final Megahertz LOWEST = new Megahertz(345);
    private static final Megahertz HIGHEST = new Megahertz(1980);

    private final StagedEngine engine;
    private final Stage stage;
    private final List<String> calls = new ArrayList<>();
    private final Governor governor;

    StagedLoop(StagedEngine engine, Dialect dialect, Supplier<String> page) throws IOException {
        this.engine = engine;
        this.stage = new Stage(page);
        this.governor = new Governor(
                new PolicyDomain(
                        "chat",
                        ClockTable.evenly(LOWEST, HIGHEST, 15),
                        Slo.of(Duration.ofMillis(600), Duration.ofMillis(100), new Ratio(0.99)),
                        STALE),
                stage.scraper(dialect, engine::now),
                List::of,
                Steering.enforcing(new Recorder()),
                new IdleDropPolicy(),
                decision -> {});
    }

    /** A quarter of a second passes, and the loop looks. */
    Decision tick() {
        return governor.tick(engine.passes(TICK).now());
    }

    Decision ticks(int count) {
        Decision last = tick();
        for (int i = 1; i < count; i++) {
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
        stage.close();
    }

    private final class Recorder implements ClockActuator {
        @Override
        public Actuation lock(Megahertz clock) {
            calls.add("lock " + clock);
            return new Actuation.Accepted();
        }

        @Override
        public Actuation release() {
            calls.add(RELEASE);
            return new Actuation.Accepted();
        }
    }
}
