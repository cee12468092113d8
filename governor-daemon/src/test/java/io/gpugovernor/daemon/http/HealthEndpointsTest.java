package io.gpugovernor.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.daemon.journal.Decisions;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class HealthEndpointsTest {
    @Test
    void isReadyWhileEveryDomainIsGoverned() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.record(Decisions.steady("chat").build());

            assertThat(server.get("/-/healthy").statusCode()).isEqualTo(200);
            assertThat(server.get("/-/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isAliveButNotReadyBeforeTheFirstDecision() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            assertThat(server.get("/-/healthy").statusCode()).isEqualTo(200);
            assertThat(notReady(server)).contains("chat: no decision yet");
        }
    }

    @Test
    void isNotReadyWhileClocksAreReleasedAndSaysWhy() throws Exception {
        try (StartedServer server = new StartedServer("chat", "code")) {
            server.record(
                    Decisions.steady("chat").build(),
                    Decisions.steady("code").released("connection refused").build());

            assertThat(server.get("/-/healthy").statusCode()).isEqualTo(200);
            assertThat(notReady(server))
                    .contains("code: engine telemetry is missing or too old: connection refused")
                    .doesNotContain("chat");
        }
    }

    @Test
    void isNotReadyWhereAReleaseFailed() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.record(Decisions.steady("chat")
                    .because(GovernorState.RELEASE_FAILED, Reason.ACTUATION_FAILED, "GPU 1 is lost")
                    .build());

            assertThat(notReady(server)).contains("GPU 1 is lost");
        }
    }

    @Test
    void staysReadyWhileHolding() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.record(Decisions.steady("chat")
                    .because(GovernorState.HOLDING, Reason.STALE_TELEMETRY, "one scrape failed")
                    .build());

            assertThat(server.get("/-/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isNeitherAliveNorReadyOnceALoopStops() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.record(Decisions.steady("chat").build());
            server.setTime(14);

            HttpResponse<String> healthy = server.get("/-/healthy");
            assertThat(healthy.statusCode()).isEqualTo(503);
            assertThat(healthy.body()).contains("chat: no decision for 4.0 s, more than the 3.0 s allowed");
            assertThat(notReady(server)).contains("no decision for 4.0 s");
        }
    }

    @Test
    void countsALoopThatNeverDecidesAsDead() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.setTime(14);

            assertThat(server.get("/-/healthy").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void isNotReadyWithoutAnyDomain() throws Exception {
        try (StartedServer server = new StartedServer()) {
            assertThat(notReady(server)).contains("no domain is governed");
        }
    }

    private static String notReady(StartedServer server) throws Exception {
        HttpResponse<String> ready = server.get("/-/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        return ready.body();
    }
}
