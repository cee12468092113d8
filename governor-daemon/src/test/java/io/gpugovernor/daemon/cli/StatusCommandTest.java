package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.gpugovernor.daemon.http.StartedServer;
import io.gpugovernor.daemon.journal.Decisions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatusCommandTest {
    @Test
    void showsARowForEachDomainAndWhyItStandsThere() throws Exception {
        try (StartedServer server = new StartedServer("chat", "code", "batch")) {
            server.record(
                    Decisions.steady("chat").build(),
                    Decisions.steady("code")
                            .with(Decisions.gpu(0, 1380, 351), Decisions.silentGpu(1))
                            .released("connection refused")
                            .build());

            Ran ran = Ran.run(new StatusCommand(), "--url", server.url());
            assertThat(ran.exit()).isZero();
            assertThat(ran.out().lines().toList())
                    .containsExactly(
                            "gpu-governor 1.2.3, enforce, not ready",
                            "",
                            "DOMAIN  STATE        CLOCK     APPLIED   POWER  SLACK TTFT  TBT     RUN/WAIT/OWED"
                                    + "  CLASS  KEPT               BUDGET  SAVED",
                            "chat    governing    1380 MHz  1380 MHz  700 W  +312 ms     +41 ms  12/1/2       "
                                    + "  ML     99.60 % / 99.78 %  40 %    2,880 J",
                            "code    released     released  1380 MHz  -      -           -       -            "
                                    + "  -      99.60 % / 99.78 %  40 %    2,880 J",
                            "batch   no decision  -         -         -      -           -       -            "
                                    + "  -      -                  -       -",
                            "",
                            "chat: the present clock is the cheapest",
                            "! code: engine telemetry is missing or too old: connection refused",
                            "! batch: no decision yet",
                            "SAVED is an estimate against the default clock; "
                                    + "KEPT is the share of requests within each target.");
        }
    }

    @Test
    void printsTheDaemonsJson() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.record(Decisions.steady("chat").build());

            Ran ran = Ran.run(new StatusCommand(), "--json", "--url", server.url());
            assertThat(JsonParser.parseString(ran.out())
                            .getAsJsonObject()
                            .getAsJsonArray("domains")
                            .get(0)
                            .getAsJsonObject()
                            .getAsJsonObject("latest")
                            .get("setpointMHz")
                            .getAsInt())
                    .isEqualTo(1380);
        }
    }

    @Test
    void saysInOneLineThatNoDaemonAnswers() throws Exception {
        String url;
        try (StartedServer server = new StartedServer("chat")) {
            url = server.url();
        }
        Ran ran = Ran.run(new StatusCommand(), "--url", url);
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .isEqualToIgnoringNewLines("no daemon answers at " + url
                        + "; start it with 'systemctl start gpu-governor-observe' or 'gpu-governor run --config FILE',"
                        + " or give its address with --url");
    }

    @Test
    void refusesWhatIsNoUrl() {
        assertThat(Ran.run(new StatusCommand(), "--url", "localhost:9464").err())
                .isEqualToIgnoringNewLines("'localhost:9464' is not a URL such as http://127.0.0.1:9464");
        assertThat(Ran.run(new StatusCommand(), "--url", "http://a b").exit()).isEqualTo(1);
    }

    @Test
    void noticesThatAnotherProgramAnswers() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] body = "<html>hello</html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        other.start();
        try {
            Ran ran = Ran.run(
                    new StatusCommand(),
                    "--url",
                    "http://127.0.0.1:" + other.getAddress().getPort());
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).contains("is not a gpu-governor of this version");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void keepsControlCharactersOfNamesFromTheTerminal() throws Exception {
        try (StartedServer server = new StartedServer("red\u001b[31m")) {
            server.record(Decisions.steady("red\u001b[31m").build());

            assertThat(Ran.run(new StatusCommand(), "--url", server.url()).out())
                    .contains("red?[31m")
                    .doesNotContain("\u001b");
        }
    }

    @Test
    void explainsItself() {
        Ran ran = Ran.run(new StatusCommand(), "--help");
        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("--watch", "--json", "--url", "http://127.0.0.1:9464");
    }
}
