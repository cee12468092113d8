package io.gpugovernor.daemon.soak;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.live.CannotListenException;
import io.gpugovernor.sim.live.EngineServer;
import io.gpugovernor.sim.live.LiveScenario;
import io.gpugovernor.sim.live.LiveTwin;
import io.gpugovernor.sim.live.SimulatedAccount;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.TelemetryMode;
import io.gpugovernor.sim.tournament.Capacity;
import io.gpugovernor.sim.trace.LoadProfile;
import io.gpugovernor.sim.trace.RateScale;
import io.gpugovernor.sim.trace.Replay;
import io.gpugovernor.sim.trace.Trace;
import io.gpugovernor.sim.trace.TraceGenerator;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A fast simulated engine over HTTP, on GPUs whose clocks are those that the NVML double holds. */
final class SoakEngine implements AutoCloseable {
    private static final Slo SLO =
            new Slo(Optional.of(Duration.ofMillis(600)), Optional.of(Duration.ofMillis(100)), new Ratio(0.99));
    private static final Duration GENERATED = Duration.ofMinutes(10);
    private static final long LOOK_MILLIS = 2;
    private static final long SEED = 1;

    private final LiveTwin twin;
    private final EngineServer server;
    private final DoubledGpus gpus;
    private final List<Integer> own;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread follower = new Thread(this::follow, "clock-follower");

    private SoakEngine(LiveTwin twin, EngineServer server, DoubledGpus gpus, List<Integer> own) {
        this.twin = twin;
        this.server = server;
        this.gpus = gpus;
        this.own = own;
    }

    /**
     * Starts to serve on a free port.
     *
     * @param own the engine's GPUs
     * @param hardware what it serves at
     * @param load percent of what it can serve at the highest clock, over each round
     * @param round after which the load comes again
     */
    static SoakEngine start(
            DoubledGpus gpus,
            List<Integer> own,
            HardwareProfile hardware,
            WorkloadPreset workload,
            String load,
            Duration round)
            throws CannotListenException {
        Trace trace = TraceGenerator.of(workload).generate(GENERATED, SEED);
        Trace scaled = Replay.of(trace)
                .scaledBy(capacity(trace, hardware))
                .under(LoadProfile.parse(load))
                .over(round);
        LiveTwin twin = new LiveTwin(
                new LiveScenario(hardware, scaled, SLO, SwitchTiming.DEFAULT, SEED),
                new SystemTime(),
                SystemTime.calendar());
        EngineServer server = EngineServer.start("127.0.0.1", 0, twin::metrics, "soak");
        SoakEngine engine = new SoakEngine(twin, server, gpus, own);
        engine.follower.setDaemon(true);
        engine.follower.start();
        return engine;
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** What it has served so far. */
    SimulatedAccount account() {
        return twin.account();
    }

    @Override
    public void close() {
        closing.countDown();
        server.close();
    }

    /** Moves the twin's clock when the one that the double holds has moved: a group is as fast as its slowest GPU. */
    private void follow() {
        ClockActuator clock = twin.actuator();
        OptionalInt followed = OptionalInt.empty();
        try {
            do {
                OptionalInt held = gpus.slowest(own);
                if (!held.equals(followed)) {
                    followed = held;
                    if (held.isPresent()) {
                        clock.lock(new Megahertz(held.getAsInt()));
                    } else {
                        clock.release();
                    }
                }
            } while (!closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private static RateScale capacity(Trace trace, HardwareProfile hardware) {
        Scenario like = new Scenario(
                trace,
                Durations.ofSeconds(60),
                hardware,
                SLO,
                new TelemetryMode.Scrape(SoakPlan.TELEMETRY),
                SwitchTiming.DEFAULT);
        return Capacity.find(trace, like, progress -> {});
    }
}
