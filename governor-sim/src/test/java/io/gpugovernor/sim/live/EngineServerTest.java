package io.gpugovernor.sim.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class EngineServerTest {
    private static final String HOST = "127.0.0.1";

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void servesAFreshPageEveryTimeItIsAsked() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (EngineServer server = start(() -> "asked " + asked.incrementAndGet() + " times\n")) {
            HttpResponse<String> first = get(server, "/metrics");

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(first.body()).isEqualTo("asked 1 times\n");
            assertThat(get(server, "/metrics").body()).isEqualTo("asked 2 times\n");
        }
    }

    @Test
    void sendsALargePageWithoutWaitingForTheClientToAcknowledgeItsHeaders() throws Exception {
        String page = "x".repeat(50_000);
        try (EngineServer server = start(() -> page)) {
            long best = Long.MAX_VALUE;
            // The first exchanges of a connection are acknowledged at once; the best of many shows the later ones.
            for (int i = 0; i < 60; i++) {
                long began = System.nanoTime();
                assertThat(get(server, "/metrics").body()).hasSize(50_000);
                best = i < 40 ? best : Math.min(best, System.nanoTime() - began);
            }
            assertThat(best / 1e6).as("milliseconds").isLessThan(30);
        }
    }

    @Test
    void isHealthyAndSaysItsVersion() throws Exception {
        try (EngineServer server = start(() -> "")) {
            assertThat(get(server, "/health").statusCode()).isEqualTo(200);
            assertThat(get(server, "/health").body()).isEmpty();
            HttpResponse<String> version = get(server, "/version");
            assertThat(version.statusCode()).isEqualTo(200);
            assertThat(version.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(version.body()).isEqualTo("{\"version\":\"1.2 \\\"simulated\\\"\"}");
        }
    }

    @Test
    void findsNothingElse() throws Exception {
        try (EngineServer server = start(() -> "")) {
            for (String path : new String[] {"/", "/metrics/", "/metrics/x", "/healthy", "/v1/models"}) {
                assertThat(get(server, path).statusCode()).as(path).isEqualTo(404);
            }
            HttpRequest post = request(server, "/metrics")
                    .POST(HttpRequest.BodyPublishers.ofString("x"))
                    .build();
            assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(404);
            HttpRequest head = request(server, "/metrics")
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(client.send(head, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void answersEvenWhenThePageCannotBeMade() throws Exception {
        try (EngineServer server = start(() -> {
            throw new IllegalStateException("the twin is broken");
        })) {
            HttpResponse<String> response = get(server, "/metrics");

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).contains("the twin is broken");
        }
    }

    @Test
    void namesThePlaceAndTheRemedyWhenThePortIsTaken() throws Exception {
        try (EngineServer server = start(() -> "")) {
            assertThatThrownBy(() -> EngineServer.start(HOST, server.port(), () -> "", "1.2"))
                    .isInstanceOf(CannotListenException.class)
                    .hasMessageContaining(HOST + ":" + server.port())
                    .hasMessageContaining("another process listens there")
                    .hasMessageContaining("choose another port");
        }
    }

    @Test
    void namesThePlaceAndTheRemedyWhenTheHostIsNotThisMachine() {
        // 192.0.2.0/24 is set aside for documentation; no machine has it.
        assertThatThrownBy(() -> EngineServer.start("192.0.2.1", 0, () -> "", "1.2"))
                .isInstanceOf(CannotListenException.class)
                .hasMessageContaining("192.0.2.1:0")
                .hasMessageContaining("127.0.0.1");
        assertThatThrownBy(() -> EngineServer.start("no-such-host.invalid", 0, () -> "", "1.2"))
                .isInstanceOf(CannotListenException.class)
                .hasMessageContaining("no-such-host.invalid:0");
    }

    @Test
    void listensNoMoreOnceClosed() throws Exception {
        EngineServer server = start(() -> "");
        get(server, "/health");
        server.close();

        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .send(request(server, "/health").build(), HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(ConnectException.class);
    }

    private static EngineServer start(Supplier<String> metrics) throws CannotListenException {
        return EngineServer.start(HOST, 0, metrics, "1.2 \"simulated\"");
    }

    private HttpResponse<String> get(EngineServer server, String path) throws IOException, InterruptedException {
        return client.send(request(server, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(EngineServer server, String path) {
        return HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + server.port() + path));
    }
}
