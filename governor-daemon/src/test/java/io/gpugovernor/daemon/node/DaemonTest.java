package io.gpugovernor.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gpugovernor.core.loop.Steering;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.StaticPolicy;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.feed.EngineFacts;
import io.gpugovernor.daemon.http.ListenException;
import io.gpugovernor.daemon.journal.Decisions;
import io.gpugovernor.daemon.systemd.ListeningManager;
import io.gpugovernor.daemon.systemd.Supervisor;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.profile.HardwareProfiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class DaemonTest {
    private static final InetSocketAddress ANYWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @Test
    void showsHowTheEngineGoesAndComesBack() throws Exception {
        try (ScriptedVllm engine = new ScriptedVllm();
                Daemon daemon = daemon(engine, Mode.ENFORCE)) {
            Eventually.holds("readiness", () -> get(daemon, "/-/ready").statusCode() == 200);
            assertThat(get(daemon, "/-/healthy").statusCode()).isEqualTo(200);

            engine.nowAnswers(500);
            assertThat(notReady(daemon, "status 500")).contains("chat: engine telemetry is missing or too old");
            assertThat(get(daemon, "/-/healthy").statusCode()).isEqualTo(200);
            assertThat(get(daemon, "/metrics").body())
                    .contains("gpu_governor_state{domain=\"chat\",state=\"released\"} 1");

            engine.nowAnswers(200);
            Eventually.holds("readiness again", () -> get(daemon, "/-/ready").statusCode() == 200);

            engine.goesAway();
            assertThat(notReady(daemon, "refuses connections")).contains("start the engine or correct the address");

            engine.comesBack();
            Eventually.holds("readiness again", () -> get(daemon, "/-/ready").statusCode() == 200);
            assertThat(get(daemon, "/api/v1/status").body()).contains("governing");
        }
    }

    @Test
    void answersBeforeTheFirstTickHasEnded() throws Exception {
        RecordedLocks locks = new RecordedLocks();
        SystemTime time = new SystemTime();
        CountDownLatch patience = new CountDownLatch(1);
        GovernedDomain slow = new GovernedDomain(
                Decisions.domain("chat"),
                () -> {
                    await(patience);
                    return Snapshots.running(1, time.now());
                },
                List::of,
                Steering.enforcing(locks),
                new StaticPolicy(new Megahertz(1380)),
                Duration.ofMillis(10));
        try (Daemon daemon = new Daemon(Mode.ENFORCE, List.of(slow), ANYWHERE, time, true)) {
            assertThat(get(daemon, "/-/ready").statusCode()).isEqualTo(503);
            assertThat(get(daemon, "/-/ready").body()).contains("chat: no decision yet");
            assertThat(get(daemon, "/-/healthy").statusCode()).isEqualTo(200);
            assertThat(daemon.latest("chat")).isEmpty();
            patience.countDown();
        }
    }

    @Test
    void goesOnDecidingUnderAFloodOfConnections() throws Exception {
        SystemTime time = new SystemTime();
        AtomicInteger ticks = new AtomicInteger();
        GovernedDomain counted = new GovernedDomain(
                Decisions.domain("chat"),
                () -> {
                    ticks.incrementAndGet();
                    return Snapshots.running(1, time.now());
                },
                List::of,
                Steering.enforcing(new RecordedLocks()),
                new StaticPolicy(new Megahertz(1380)),
                Duration.ofMillis(10));
        AtomicBoolean over = new AtomicBoolean();
        try (Daemon daemon = new Daemon(Mode.ENFORCE, List.of(counted), ANYWHERE, time, true)) {
            Thread flood = new Thread(() -> {
                while (!over.get()) {
                    try (Socket one = new Socket(
                            daemon.address().getAddress(), daemon.address().getPort())) {
                        one.getOutputStream().write(ticks.get() % 2 == 0 ? new byte[] {'G'} : new byte[0]);
                    } catch (IOException hungUp) {
                        assertThat(hungUp).isNotNull();
                    }
                }
            });
            flood.start();
            int before = ticks.get();
            Eventually.holds("a hundred decisions", () -> ticks.get() > before + 100);
            over.set(true);
            flood.join();
            Eventually.holds("an answer", () -> get(daemon, "/-/healthy").statusCode() == 200);
        }
    }

    @Test
    void writesNothingWhileItObserves() throws Exception {
        try (ScriptedVllm engine = new ScriptedVllm();
                Daemon daemon = daemon(engine, Mode.OBSERVE)) {
            Eventually.holds("readiness", () -> get(daemon, "/-/ready").statusCode() == 200);

            String metrics = get(daemon, "/metrics").body();
            assertThat(metrics).contains("gpu_governor_actuations_total{domain=\"chat\",outcome=\"observed_only\"}");
            assertThat(metrics.lines().filter(line -> line.contains("outcome=\"accepted\"")))
                    .allMatch(line -> line.endsWith(" 0.0") || line.endsWith(" 0"));
        }
    }

    @Test
    void stopsItsLoopsAndGoesOnTellingHowItEnded() throws Exception {
        try (ScriptedVllm engine = new ScriptedVllm();
                Daemon daemon = daemon(engine, Mode.ENFORCE)) {
            Eventually.holds("readiness", () -> get(daemon, "/-/ready").statusCode() == 200);

            daemon.stop();

            long scraped = engine.scrapes();
            assertThat(get(daemon, "/-/ready").body()).contains("the governor is stopping");
            assertThat(engine.scrapes()).isEqualTo(scraped);
            daemon.stop();
            assertThat(daemon.latest("chat"))
                    .hasValueSatisfying(last -> assertThat(last.reason()).isEqualTo(Reason.SHUTDOWN));
        }
    }

    @Test
    void tellsEveryLoopToStopThoughTheThreadThatStopsThemIsInterrupted() throws Exception {
        RecordedLocks first = new RecordedLocks();
        RecordedLocks second = new RecordedLocks();
        SystemTime time = new SystemTime();
        List<GovernedDomain> domains = List.of(governed("first", first, time), governed("second", second, time));
        try (Daemon daemon = new Daemon(Mode.ENFORCE, domains, ANYWHERE, time, true)) {
            Eventually.holds(
                    "both locks",
                    () -> !first.calls().isEmpty() && !second.calls().isEmpty());

            Thread.currentThread().interrupt();
            daemon.stop();

            assertThat(Thread.interrupted()).isTrue();
            Eventually.holds("both releases", () -> first.released() && second.released());
        }
    }

    @Test
    void showsWhereTheEngineSaysOtherwiseThanItWasExpected() throws Exception {
        SystemTime time = new SystemTime();
        GovernedDomain plain = governed("chat", new RecordedLocks(), time);
        FeedFacts facts = new FeedFacts(
                "chat",
                new FeedFacts.Expected(
                        OptionalInt.of(8),
                        HardwareProfiles.load("h100-llama-8b").limits(),
                        OptionalInt::empty),
                () -> Optional.of(new EngineFacts(4, 256, 2048, "m", "0.11.2")));
        GovernedDomain fed = new GovernedDomain(
                plain.domain(),
                plain.engine(),
                plain.sensor(),
                plain.steering(),
                plain.policy(),
                plain.scraping(),
                plain.feed(),
                plain.orders(),
                plain.memory(),
                Optional.of(facts));
        try (Daemon daemon = new Daemon(Mode.ENFORCE, List.of(fed), ANYWHERE, time, true)) {
            Eventually.holds(
                    "the remark in the status",
                    () -> get(daemon, "/api/v1/status")
                            .body()
                            .contains(
                                    "its engine computes on 4 GPUs together (its feed), and its profile was made on 8"));
        }
    }

    @Test
    void tellsTheServiceManagerOfItsFirstTickAndOfItsEnd(@TempDir Path directory) throws Exception {
        SystemTime time = new SystemTime();
        CountDownLatch patience = new CountDownLatch(1);
        GovernedDomain slow = new GovernedDomain(
                Decisions.domain("chat"),
                () -> {
                    await(patience);
                    return Snapshots.running(1, time.now());
                },
                List::of,
                Steering.enforcing(new RecordedLocks()),
                new StaticPolicy(new Megahertz(1380)),
                Duration.ofMillis(10));
        try (ListeningManager manager = new ListeningManager(directory + "/notify");
                Daemon daemon = new Daemon(
                        Mode.ENFORCE,
                        List.of(slow),
                        ANYWHERE,
                        time,
                        true,
                        log -> {},
                        new Supervisor(manager.environment(), 1))) {
            assertThat(manager.heard()).isEmpty();
            patience.countDown();
            Eventually.holds("readiness", () -> manager.heard().contains("READY=1"));

            daemon.stop();

            assertThat(manager.heard()).last().asString().startsWith("STOPPING=1");
        }
    }

    @Test
    void startsNothingWhereItCannotListen() throws Exception {
        RecordedLocks locks = new RecordedLocks();
        SystemTime time = new SystemTime();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress there = new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
            List<GovernedDomain> domains = List.of(governed("unstarted", locks, time));

            assertThatExceptionOfType(ListenException.class)
                    .isThrownBy(() -> new Daemon(Mode.ENFORCE, domains, there, time, true))
                    .withMessageContaining(":" + taken.getLocalPort())
                    .withMessageContaining("the port is in use");
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("domain-unstarted");
    }

    private static GovernedDomain governed(String name, RecordedLocks locks, SystemTime time) {
        return new GovernedDomain(
                Decisions.domain(name),
                () -> Snapshots.running(1, time.now()),
                List::of,
                Steering.enforcing(locks),
                new StaticPolicy(new Megahertz(1380)),
                Duration.ofMillis(10));
    }

    private static Daemon daemon(ScriptedVllm engine, Mode mode) throws ListenException {
        SystemTime time = new SystemTime();
        List<GovernedDomain> domains = new DomainFactory(
                        PolicyText.read(PolicyText.of(engine.url())),
                        new SimulatedFleet(HardwareProfiles.load("h100-llama-8b"), mode, time),
                        time)
                .domains();
        return new Daemon(mode, domains, ANYWHERE, time, true);
    }

    private String notReady(Daemon daemon, String because) {
        return Eventually.value(
                        "a refusal because of " + because,
                        () -> get(daemon, "/-/ready"),
                        answer -> answer.statusCode() == 503 && answer.body().contains(because))
                .body();
    }

    private HttpResponse<String> get(Daemon daemon, String path) {
        URI url = URI.create("http://127.0.0.1:" + daemon.address().getPort() + path);
        try {
            return client.send(
                    HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
