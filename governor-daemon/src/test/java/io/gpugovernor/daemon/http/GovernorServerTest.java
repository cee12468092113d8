package io.gpugovernor.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.journal.DecisionJournal;
import io.gpugovernor.daemon.journal.Decisions;
import io.gpugovernor.daemon.metrics.BuildInfo;
import io.gpugovernor.daemon.metrics.GovernorMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GovernorServerTest {
    @Test
    void servesMetricsInPrometheusTextFormat() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.record(Decisions.steady("chat").build());

            HttpResponse<String> page = server.get("/metrics");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(page.body()).contains("gpu_governor_setpoint_hertz{domain=\"chat\"} 1.38E9");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics", "/-/healthy", "/api/v1/status", "/nothing"})
    void forbidsEveryCacheAndGuessingOfTypes(String path) throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            HttpResponse<String> answer = server.get(path);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
    }

    @Test
    void answersHeadWithTheLengthAndNoBody() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            HttpResponse<String> head = server.send("HEAD", "/");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValueAsLong("Content-Length"))
                    .hasValue(server.get("/").body().getBytes(StandardCharsets.UTF_8).length);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /metrics, 'GET, HEAD'",
        "DELETE, /api/v1/status, 'GET, HEAD'",
        "GET, /-/reload, POST",
        "PUT, /-/reload, POST",
    })
    void refusesMethodsThatAPathDoesNotTake(String method, String path, String allowed) throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            HttpResponse<String> answer = server.send(method, path);
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).contains(allowed);
            assertThat(error(answer)).isEqualTo(path + " takes " + allowed + " only");
        }
    }

    @Test
    void namesWhatThereIsWhenAskedForSomethingElse() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            HttpResponse<String> answer = server.get("/api/v2/status");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(error(answer)).contains("/api/v1/status", "/metrics", "/-/ready");
        }
    }

    @Test
    void refusesLongQueriesAndLargeBodies() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            assertThat(server.get("/api/v1/decisions?domain=" + "x".repeat(2000))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(rawRequest(
                            server,
                            "POST /-/reload HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n" + "x".repeat(5000)))
                    .startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void refusesReloadsThatAPageOfAnotherSitePosts() throws Exception {
        Reload never = () -> {
            throw new AssertionError("must not be called");
        };
        try (StartedServer server = new StartedServer(Optional.of(never), "chat")) {
            HttpResponse<String> answer = server.send("POST", "/-/reload", "Origin", "http://evil.example");
            assertThat(answer.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void refusesCommandsUnderANameThatIsNotThisNodes() throws Exception {
        Reload never = () -> {
            throw new AssertionError("must not be called");
        };
        try (StartedServer server = new StartedServer(Optional.of(never), "chat")) {
            assertThat(rawRequest(
                            server, "POST /-/reload HTTP/1.1\r\nHost: evil.example:80\r\nContent-Length: 0\r\n\r\n"))
                    .startsWith("HTTP/1.1 403");
            assertThat(rawRequest(
                            server,
                            "POST /-/reload HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\nContent-Length: 0\r\n\r\n"))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void reloadsAndSaysWhatIsInForce() throws Exception {
        try (StartedServer server =
                new StartedServer(Optional.of(() -> new Reload.Outcome.Reloaded("1 domain: chat")), "chat")) {
            HttpResponse<String> answer = server.send("POST", "/-/reload");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(Json.read(answer.body(), ReloadView.class)).isEqualTo(new ReloadView(true, "1 domain: chat"));
        }
    }

    @Test
    void tellsEveryProblemOfAFileItRefused() throws Exception {
        Reload refusing = () -> new Reload.Outcome.Refused(List.of("line 3: unknown key mod", "line 9: no gpus"));
        try (StartedServer server = new StartedServer(Optional.of(refusing), "chat")) {
            HttpResponse<String> answer = server.send("POST", "/-/reload");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("line 3: unknown key mod", "line 9: no gpus");
            assertThat(error(answer)).contains("the one before stays in force");
        }
    }

    @Test
    void saysThatThereIsNothingToReloadWithoutAPolicyFile() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            HttpResponse<String> answer = server.send("POST", "/-/reload");
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(error(answer)).contains("nothing to reload");
        }
    }

    @Test
    void hidesTheCauseOfAFailureFromClientsButSurvivesIt() throws Exception {
        Reload failing = () -> {
            throw new IllegalStateException("a secret");
        };
        try (StartedServer server = new StartedServer(Optional.of(failing), "chat")) {
            HttpResponse<String> answer = server.send("POST", "/-/reload");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("a secret");
            assertThat(server.get("/metrics").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void saysInOneLineThatAPortIsInUse() throws Exception {
        try (StartedServer first = new StartedServer("chat")) {
            int port = first.address().getPort();
            assertThatThrownBy(() -> listenOn(first.address()))
                    .isInstanceOf(ListenException.class)
                    .hasMessage("cannot listen on 127.0.0.1:" + port
                            + ": the port is in use; stop the program that holds it (ss -ltnp 'sport = :" + port
                            + "' names it) or choose another with http.listen or --listen");
        }
    }

    @Test
    void saysThatAHostIsUnknownOrElsewhere() {
        assertThatThrownBy(() -> listenOn(InetSocketAddress.createUnresolved("no-such-host", 9464)))
                .isInstanceOf(ListenException.class)
                .hasMessageStartingWith("cannot listen on no-such-host:9464: no such host");
        assertThatThrownBy(() -> listenOn(
                        new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), 9464)))
                .isInstanceOf(ListenException.class)
                .hasMessageStartingWith("cannot listen on 192.0.2.1:9464: not an address of this machine");
    }

    private static void listenOn(InetSocketAddress address) throws ListenException {
        DecisionJournal journal = new DecisionJournal();
        BuildInfo build = new BuildInfo("1", "2", "3");
        TimeSource time = () -> new Moment(0);
        RunningDaemon idle = new RunningDaemon(
                build,
                () -> "observe",
                List::of,
                journal,
                new GovernorMetrics(build, time),
                new JournalHealth(journal, List::of, time, Duration.ofSeconds(1)),
                time,
                Optional.empty());
        GovernorServer.start(address, idle).close();
    }

    private static String rawRequest(StartedServer server, String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }

    private static String error(HttpResponse<String> answer) {
        return Objects.requireNonNull(Json.read(answer.body(), ErrorView.class)).error();
    }
}
