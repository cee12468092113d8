package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.forecast.Cadence;
import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.loop.Steering;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.policy.guard.Hysteresis;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.feed.DomainFeed;
import io.gpugovernor.daemon.http.ListenException;
import io.gpugovernor.daemon.metrics.BuildInfo;
import io.gpugovernor.daemon.node.Daemon;
import io.gpugovernor.daemon.node.GovernedDomain;
import io.gpugovernor.daemon.scrape.Dialect;
import io.gpugovernor.daemon.scrape.EngineScraper;
import io.gpugovernor.daemon.scrape.ExpositionLimits;
import io.gpugovernor.daemon.scrape.Scraping;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.characterize.Probe;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.live.CannotListenException;
import io.gpugovernor.sim.live.EngineServer;
import io.gpugovernor.sim.live.LiveScenario;
import io.gpugovernor.sim.live.LiveTwin;
import io.gpugovernor.sim.trace.RateScale;
import io.gpugovernor.sim.trace.Replay;
import io.gpugovernor.sim.trace.Trace;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: the whole daemon against the twin, which serves vLLM's metrics over HTTP on loopback. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "See the whole governor work, without GPU and configuration: a simulated engine serves vLLM's metrics over"
                    + " HTTP, the daemon scrapes them, decides, and drives simulated GPUs.",
            "Everything it shows is simulated."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final String DOMAIN = "demo";
    private static final Duration STALE_AFTER = Duration.ofSeconds(3);
    /** Long enough that no demo sees the same requests twice soon. */
    private static final Duration GENERATED = Duration.ofHours(1);

    private static final Duration ROW = Duration.ofSeconds(1);
    private static final long CLOSING_SECONDS = 10;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "How long to run, in simulated time (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Duration duration;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "1",
            description = "Simulated seconds in a real second, 0.1 to 20 (default: ${DEFAULT-VALUE}).")
    private double speed;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9464",
            converter = ListenConverter.class,
            description = "Where the status page and metrics are (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private InetSocketAddress listen;

    @Mixin
    private final TraceOptions traces = new TraceOptions();

    @Option(
            names = "--rate-scale",
            paramLabel = "X",
            defaultValue = "0.6",
            description = "Replay X times as fast (default: ${DEFAULT-VALUE}).")
    private double rateScale;

    @Mixin
    private final TwinOptions twinOptions = new TwinOptions();

    @Mixin
    private final SloOptions slos = new SloOptions();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws InterruptedException {
        requireSensible();
        HardwareProfile hardware = twinOptions.profile();
        Trace trace = traces.load(GENERATED, seed);
        Trace scaled = Replay.of(trace).scaledBy(new RateScale(rateScale)).over(scaledSpan(trace));
        SystemTime time = new SystemTime(speed);
        LiveTwin twin = new LiveTwin(
                new LiveScenario(hardware, scaled, slos.slo(), twinOptions.switching(), seed),
                time,
                SystemTime.calendar());
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch finished = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> waitForSummary(interrupted, finished), "shutdown"));
        try (EngineServer engine = EngineServer.start(
                        "127.0.0.1",
                        0,
                        twin::metrics,
                        "twin-" + BuildInfo.ofThisBuild().version());
                DemoFeed feed = DemoFeed.of(twinOptions.telemetry(), twin, hardware, seed);
                Daemon daemon = new Daemon(
                        Mode.ENFORCE, List.of(domain(hardware, twin, engine, feed, time)), listen, time, true)) {
            feed.start();
            DemoTable table = new DemoTable(spec.commandLine().getOut(), twin, () -> daemon.latest(DOMAIN));
            table.header(hardware, slos.slo(), daemon.address(), engine.port(), speed);
            watch(table, time, interrupted);
            daemon.stop();
            table.summary();
        } catch (ListenException | CannotListenException taken) {
            throw new CommandFailure(ExitCodes.FAILURE, OneLine.of(taken));
        } finally {
            finished.countDown();
        }
        return ExitCodes.OK;
    }

    private GovernedDomain domain(
            HardwareProfile hardware, LiveTwin twin, EngineServer engine, DemoFeed feed, SystemTime time) {
        Duration period = twinOptions.telemetry().period();
        Ladder ladder = Ladder.of(hardware.clocks());
        Cadence cadence = new Cadence(
                twinOptions.telemetry().decisionPeriod(),
                twinOptions.switching().call().plus(twinOptions.switching().transition()),
                twinOptions.switching().stall());
        URI metrics = URI.create("http://127.0.0.1:" + engine.port() + "/metrics");
        Duration realPeriod = Durations.ofSeconds(Durations.seconds(period) / speed);
        PolicyDomain domain = new PolicyDomain(DOMAIN, hardware.clocks(), slos.slo(), STALE_AFTER);
        EngineScraper scraper =
                new EngineScraper(metrics, realPeriod, Dialect.of("vllm"), ExpositionLimits.DEFAULT, time);
        Optional<DomainFeed> heard = feed.heardBy(domain, scraper, time);
        return new GovernedDomain(
                domain,
                heard.map(DomainFeed::telemetry).orElse(scraper),
                twin.sensor(),
                Steering.enforcing(twin.actuator()),
                Hysteresis.DEFAULT.priced(slos.slo(), cadence, ladder, Probe.measure(hardware)),
                Scraping.steady(period, scraper),
                heard);
    }

    private void watch(DemoTable table, SystemTime time, CountDownLatch interrupted) throws InterruptedException {
        long end = time.now().plus(duration).nanos();
        while (time.now().nanos() < end) {
            long left = (long) ((end - time.now().nanos()) / speed);
            if (interrupted.await(Math.max(1, Math.min(ROW.toNanos(), left)), TimeUnit.NANOSECONDS)) {
                return;
            }
            table.row();
        }
    }

    /** On Ctrl-C the summary still comes: the process ends when it has been printed. */
    private static void waitForSummary(CountDownLatch interrupted, CountDownLatch finished) {
        interrupted.countDown();
        try {
            if (!finished.await(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration scaledSpan(Trace trace) {
        return Durations.ofSeconds(Math.max(1, Durations.seconds(trace.span().plus(trace.meanGap())) / rateScale));
    }

    private void requireSensible() {
        if (!(speed >= 0.1 && speed <= 20)) {
            throw new CommandFailure(ExitCodes.USAGE, "--speed lies within 0.1 and 20, not at " + speed);
        }
        if (!(rateScale >= 1e-3 && rateScale <= 1e3)) {
            throw new CommandFailure(ExitCodes.USAGE, "--rate-scale lies within 0.001 and 1000, not at " + rateScale);
        }
        if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofDays(1)) > 0) {
            throw new CommandFailure(ExitCodes.USAGE, "--duration must be longer than zero and at most a day");
        }
    }
}
