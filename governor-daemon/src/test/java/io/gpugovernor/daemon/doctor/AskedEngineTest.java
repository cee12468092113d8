package io.gpugovernor.daemon.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.config.PolicyLoader;
import io.gpugovernor.daemon.config.PolicyResult;
import io.gpugovernor.daemon.discover.EngineReport;
import io.gpugovernor.daemon.discover.EngineSurvey;
import io.gpugovernor.daemon.discover.FakeProc;
import io.gpugovernor.daemon.discover.GpuFinder;
import io.gpugovernor.daemon.discover.ProcReader;
import io.gpugovernor.daemon.fetch.RawServer;
import io.gpugovernor.daemon.scrape.Dialect;
import io.gpugovernor.daemon.tls.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The doctor gets at an engine as the daemon would, and says what to do where it cannot. */
@Timeout(120)
class AskedEngineTest {
    private static final String PAGE = """
            vllm:num_requests_running{engine="0"} 1
            vllm:num_requests_waiting{engine="0"} 0
            """;

    @TempDir
    private static Path folder;

    private static TestAuthority authority;
    private static FakeProc proc;

    @BeforeAll
    static void certify() throws Exception {
        authority = new TestAuthority(Files.createDirectory(folder.resolve("ca")))
                .issue("engine", "-1d", 10)
                .issue("old", "-9d", 3)
                .issue("client", "-1d", 10);
        proc = FakeProc.in(folder.resolve("proc"));
    }

    @Test
    void asksBehindAUnixSocket() throws Exception {
        Path socket = folder.resolve("engine.sock");
        try (RawServer engine = RawServer.behind(socket, AskedEngineTest::vllm)) {
            Finding finding = asked("url: \"unix:" + socket + "\"");

            assertThat(finding.status()).isEqualTo(Status.OK);
            assertThat(finding.sentence()).contains("unix:" + socket + ":/metrics is vLLM 0.11.2");
            assertThat(engine.requests()).anyMatch(request -> request.startsWith("GET /version HTTP/1.1\n"));
        }
    }

    @Test
    void showsTheTokenOfTheFile() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "right\n");
        try (RawServer engine = RawServer.plain(AskedEngineTest::guarded)) {
            Finding finding = asked(at("http", engine) + ", bearerTokenFile: \"" + token + "\"");

            assertThat(finding.status()).isEqualTo(Status.OK);
            assertThat(finding.sentence()).contains("is vLLM 0.11.2");
        }
    }

    @Test
    void saysWhichTokenIsRefused() throws Exception {
        Path token = Files.writeString(folder.resolve("wrong-token"), "wrong\n");
        try (RawServer engine = RawServer.plain(AskedEngineTest::guarded)) {
            Finding finding = asked(at("http", engine) + ", bearerTokenFile: \"" + token + "\"");

            refused(finding, "/metrics answers with status 401", "put a token that it accepts into " + token);
            assertThat(finding.text()).doesNotContain("wrong\n");
        }
    }

    @Test
    void trustsTheNamedAuthorityAndProvesItself() throws Exception {
        try (RawServer engine = RawServer.secured(authority.serving("engine"), true, AskedEngineTest::vllm)) {
            Finding finding = asked(at("https", engine) + ", tls: {caFile: \"" + authority.certificate("ca")
                    + "\", certFile: \"" + authority.certificate("client") + "\", keyFile: \"" + authority.key("client")
                    + "\"}");

            assertThat(finding.sentence()).contains("is vLLM 0.11.2");
            assertThat(finding.status()).isEqualTo(Status.OK);
        }
    }

    @Test
    void saysThatACertificateHasExpired() throws Exception {
        try (RawServer engine = RawServer.secured(authority.serving("old"), false, AskedEngineTest::vllm)) {
            Finding finding = asked(at("https", engine) + ", tls: {caFile: \"" + authority.certificate("ca") + "\"}");

            refused(finding, "/metrics presents a certificate that has expired", "renew it");
            assertThat(engine.requests()).isEmpty();
        }
    }

    @Test
    void followsNoRedirect() throws Exception {
        try (RawServer engine = RawServer.plain(RawServer.bytes(
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/metrics\r\nContent-Length: 0\r\n\r\n"))) {
            refused(
                    asked(at("http", engine)),
                    "/metrics answers with status 302",
                    "redirects are not followed, give the final address");
        }
    }

    private static void refused(Finding finding, String sentence, String remedy) {
        assertThat(finding.status()).isEqualTo(Status.WARNING);
        assertThat(finding.sentence()).endsWith(sentence);
        assertThat(finding.remedy()).contains(remedy);
    }

    private static void vllm(RawServer.Exchange exchange) throws IOException {
        String page = exchange.request().startsWith("GET /version ") ? "{\"version\": \"0.11.2\"}" : PAGE;
        exchange.send("HTTP/1.1 200 OK\r\nContent-Length: " + page.length() + "\r\n\r\n" + page);
    }

    private static void guarded(RawServer.Exchange exchange) throws IOException {
        if (exchange.request().contains("\nAuthorization: Bearer right\n")) {
            vllm(exchange);
        } else {
            exchange.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
        }
    }

    private static String at(String scheme, RawServer engine) {
        return "url: \"" + scheme + "://127.0.0.1:" + engine.port() + "\"";
    }

    /** What the doctor finds out about an engine at {@code address}. */
    private static Finding asked(String address) {
        DomainConfig domain = domain(address);
        GpuFinder finder = new GpuFinder(
                ProcReader.in(Map.of(ProcReader.VARIABLE, proc.root().toString())), List.of(domain));
        EngineReport report = new EngineSurvey(finder, List.of(), () -> new Moment(0))
                .of(domain, Dialect.of("vllm"), Optional.empty());
        return EngineFindings.of(domain, report, Nodes.with()).stream()
                .filter(finding -> finding.topic() == Topic.ENGINE)
                .findFirst()
                .orElseThrow();
    }

    private static DomainConfig domain(String address) {
        PolicyResult result = PolicyLoader.parse("""
                apiVersion: gpu-governor/v1
                domains:
                  - {name: chat, engine: {%s, type: vllm, feed: off}, gpus: [0]}
                """.formatted(address), folder);
        assertThat(result).isInstanceOf(PolicyResult.Loaded.class);
        return ((PolicyResult.Loaded) result).policy().domains().get(0);
    }
}
