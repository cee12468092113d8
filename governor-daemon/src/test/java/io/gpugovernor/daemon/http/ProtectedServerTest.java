package io.gpugovernor.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.gpugovernor.daemon.node.Eventually;
import io.gpugovernor.daemon.tls.TestAuthority;
import io.gpugovernor.daemon.tls.TlsFiles;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ProtectedServerTest {
    private static final String PASSWORD = "correct horse";
    private static final String[] RIGHT = {"Authorization", ProtectedServer.basic("alice", PASSWORD)};

    @TempDir
    private static Path folder;

    private static TestAuthority ours;
    private static TestAuthority foreign;
    private static TlsFiles trusting;
    private static String users;

    @BeforeAll
    static void certify() throws Exception {
        ours = new TestAuthority(Files.createDirectory(folder.resolve("ours")))
                .issue("server", "-1d", 10)
                .issue("renewed", "-1d", 20)
                .issue("client", "-1d", 10);
        foreign = new TestAuthority(Files.createDirectory(folder.resolve("foreign"))).issue("stranger", "-1d", 10);
        for (String name : new String[] {"server", "renewed", "client"}) {
            ours.certificate(name);
            ours.key(name);
        }
        ours.certificate("ca");
        trusting = new TlsFiles(Optional.of(folder.resolve("ours/ca.pem")), Optional.empty(), Optional.empty());
        users = "basic_auth_users:\n  alice: "
                + BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, PASSWORD.toCharArray()) + "\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics", "/-/healthy", "/-/ready", "/api/v1/status", "/nothing"})
    void asksForAPasswordOnEveryPath(String path) throws Exception {
        try (ProtectedServer server = new ProtectedServer(web("users.yml", users))) {
            HttpResponse<String> answer = server.plain("GET", path);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(value -> assertThat(value).startsWith("Basic realm="));
            assertThat(error(answer)).contains("--user", "--password-file", "basic_auth");
            assertThat(server.plain("GET", path, RIGHT).statusCode()).isNotEqualTo(401);
        }
    }

    @Test
    void refusesWrongPasswordsUnknownUsersAndOtherSchemes() throws Exception {
        try (ProtectedServer server = new ProtectedServer(web("users.yml", users))) {
            for (String header : new String[] {
                ProtectedServer.basic("alice", "wrong"),
                ProtectedServer.basic("alice", ""),
                ProtectedServer.basic("bob", PASSWORD),
                ProtectedServer.basic("", PASSWORD),
                "Basic !!!",
                "Basic " + "YWxpY2U=",
                "Bearer " + PASSWORD.replace(' ', '-'),
                "Basic"
            }) {
                HttpResponse<String> answer = server.plain("GET", "/metrics", "Authorization", header);
                assertThat(answer.statusCode()).as(header).isEqualTo(401);
                assertThat(answer.body()).doesNotContain(PASSWORD).doesNotContain("gpu_governor_build_info");
            }
            String page = server.metrics().scrape();
            assertThat(page)
                    .contains("gpu_governor_http_requests_refused_total{reason=\"wrong_credentials\"} 4.0")
                    .contains("gpu_governor_http_requests_refused_total{reason=\"no_credentials\"} 4.0");
        }
    }

    @Test
    void encryptsAndSaysSoToThoseWhoDoNot() throws Exception {
        try (ProtectedServer server = new ProtectedServer(web("tls.yml", tls("server")))) {
            assertThat(server.secure(trusting, "GET", "/metrics").statusCode()).isEqualTo(200);
            HttpResponse<String> plain = server.plain("GET", "/metrics");
            assertThat(plain.statusCode()).isEqualTo(400);
            assertThat(plain.body()).isEqualTo("this server speaks TLS: ask it under https://\n");
            assertThat(server.metrics().scrape()).contains("gpu_governor_certificate_expiry_timestamp_seconds");
        }
    }

    @Test
    void speaksOnlyTheVersionsItIsToldTo() throws Exception {
        for (String version : new String[] {"TLS12", "TLS13"}) {
            String terms = tls("server") + "  min_version: " + version + "\n  max_version: " + version + "\n";
            try (ProtectedServer server = new ProtectedServer(web(version + ".yml", terms))) {
                HttpResponse<String> answer = server.secure(trusting, "GET", "/metrics");
                assertThat(answer.sslSession().orElseThrow().getProtocol())
                        .isEqualTo(version.equals("TLS12") ? "TLSv1.2" : "TLSv1.3");
            }
        }
    }

    @Test
    void usesTheCipherSuiteItIsToldTo() throws Exception {
        String suite = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
        String terms = tls("server") + "  max_version: TLS12\n  cipher_suites: [" + suite + "]\n";
        try (ProtectedServer server = new ProtectedServer(web("suite.yml", terms))) {
            assertThat(server.secure(trusting, "GET", "/metrics")
                            .sslSession()
                            .orElseThrow()
                            .getCipherSuite())
                    .isEqualTo(suite);
        }
    }

    @Test
    void letsInOnlyClientsWhoseCertificateIsVouchedFor() throws Exception {
        String terms =
                tls("server") + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ours/ca.pem\n";
        try (ProtectedServer server = new ProtectedServer(web("mtls.yml", terms))) {
            assertThat(server.secure(showing(ours, "client"), "GET", "/metrics").statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(() -> server.secure(trusting, "GET", "/metrics")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> server.secure(showing(foreign, "stranger"), "GET", "/metrics"))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void letsInOnlyCertificatesThatBearAnAllowedName() throws Exception {
        String terms =
                tls("server") + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ours/ca.pem\n";
        try (ProtectedServer server =
                new ProtectedServer(web("san.yml", terms + "  client_allowed_sans: [vllm.example]\n"))) {
            assertThat(server.secure(showing(ours, "client"), "GET", "/metrics").statusCode())
                    .isEqualTo(200);
        }
        try (ProtectedServer server =
                new ProtectedServer(web("san2.yml", terms + "  client_allowed_sans: [other.example]\n"))) {
            assertThatThrownBy(() -> server.secure(showing(ours, "client"), "GET", "/metrics"))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void takesTheRenewedCertificateWithoutARestart() throws Exception {
        Path certificate = folder.resolve("live.pem");
        Path key = folder.resolve("live.key");
        copy("server", certificate, key);
        String terms = "tls_server_config: {cert_file: live.pem, key_file: live.key}\n";
        try (ProtectedServer server = new ProtectedServer(web("live.yml", terms))) {
            assertThat(shown(server)).contains("CN=server");
            copy("renewed", certificate, key);
            soon(() -> shown(server).contains("CN=renewed"));

            Files.writeString(certificate, "not a certificate");
            soon(() -> !server.access().problems().isEmpty());
            assertThat(shown(server)).contains("CN=renewed");
            assertThat(server.metrics().scrape()).contains("gpu_governor_web_config_last_reload_successful 0.0");

            copy("server", certificate, key);
            soon(() -> server.access().problems().isEmpty());
            assertThat(shown(server)).contains("CN=server");
            assertThat(server.metrics().scrape()).contains("gpu_governor_web_config_last_reload_successful 1.0");
        }
    }

    @Test
    void followsChangedUsersAndNeverOpensItselfToAll() throws Exception {
        Path file = web("changing.yml", users);
        try (ProtectedServer server = new ProtectedServer(file)) {
            assertThat(server.plain("GET", "/metrics", RIGHT).statusCode()).isEqualTo(200);
            replace(file, users.replace("alice", "carol"));
            soon(() -> server.plain("GET", "/metrics", RIGHT).statusCode() == 401);
            String[] carol = {"Authorization", ProtectedServer.basic("carol", PASSWORD)};
            assertThat(server.plain("GET", "/metrics", carol).statusCode()).isEqualTo(200);

            for (String open : new String[] {"", "rate_limit: {interval: 1s, burst: 5}\n", "basic_auth_users: {}\n"}) {
                replace(file, users.replace("alice", "carol"));
                soon(() -> server.access().problems().isEmpty());
                replace(file, open);
                soon(() -> !server.access().problems().isEmpty());
                assertThat(server.plain("GET", "/metrics").statusCode()).isEqualTo(401);
                assertThat(server.plain("GET", "/metrics", carol).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void limitsHowOftenItIsAsked() throws Exception {
        try (ProtectedServer server = new ProtectedServer(web("limit.yml", "rate_limit: {interval: 1h, burst: 3}\n"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(server.plain("GET", "/-/healthy").statusCode()).isEqualTo(200);
            }
            HttpResponse<String> answer = server.plain("GET", "/-/healthy");
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        }
    }

    @Test
    void addsHeadersToEveryAnswerButLeavesThePagesOwnPolicy() throws Exception {
        String headers = """
                http_server_config:
                  headers:
                    X-Frame-Options: deny
                    Content-Security-Policy: default-src 'self'
                """;
        try (ProtectedServer server = new ProtectedServer(web("headers.yml", headers))) {
            assertThat(server.plain("GET", "/metrics").headers().firstValue("Content-Security-Policy"))
                    .contains("default-src 'self'");
            assertThat(server.plain("GET", "/").headers().allValues("Content-Security-Policy"))
                    .singleElement()
                    .satisfies(policy -> assertThat(policy).contains("default-src 'none'"));
            assertThat(server.plain("GET", "/").headers().firstValue("X-Frame-Options"))
                    .contains("deny");
        }
    }

    @Test
    void takesReloadsFromWhoHasProvenWhoTheyAreOverTls() throws Exception {
        try (ProtectedServer server = new ProtectedServer(web("both.yml", tls("server") + users), "0.0.0.0")) {
            assertThat(server.secure(trusting, "POST", "/-/reload").statusCode())
                    .isEqualTo(401);
            assertThat(server.secure(trusting, "POST", "/-/reload", RIGHT).statusCode())
                    .isEqualTo(200);
            assertThat(server.secure(trusting, "POST", "/-/reload", "Authorization", RIGHT[1], "Origin", "https://evil")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(server.reloads()).containsExactly(new Caller(Optional.of("alice"), true, true));
        }
        String terms =
                tls("server") + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ours/ca.pem\n";
        try (ProtectedServer server = new ProtectedServer(web("mtls.yml", terms), "0.0.0.0")) {
            assertThat(server.secure(showing(ours, "client"), "POST", "/-/reload")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.reloads()).containsExactly(new Caller(Optional.of("CN=client"), true, true));
        }
    }

    @Test
    void takesNoReloadsFromThoseWhoAreNotAskedWhereTheNetworkReaches() throws Exception {
        try (ProtectedServer server = new ProtectedServer(web("tls.yml", tls("server")), "0.0.0.0")) {
            HttpResponse<String> answer = server.secure(trusting, "POST", "/-/reload");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(error(answer)).contains("asks for no password", "gpu-governor reload");
            assertThat(server.reloads()).isEmpty();
        }
    }

    @Test
    void servesOthersWhileSomebodyShakesNoHands() throws Exception {
        try (ProtectedServer server = new ProtectedServer(web("tls.yml", tls("server")))) {
            Socket[] stuck = new Socket[12];
            for (int i = 0; i < stuck.length; i++) {
                stuck[i] = new Socket(
                        server.address().getAddress(), server.address().getPort());
                stuck[i].getOutputStream().write(new byte[] {0x16, 3, 1});
            }
            assertThat(server.secure(trusting, "GET", "/metrics").statusCode()).isEqualTo(200);
            for (Socket each : stuck) {
                each.setSoTimeout(20_000);
                assertThat(each.getInputStream().read()).isEqualTo(-1);
                each.close();
            }
        }
    }

    private static void soon(Callable<Boolean> condition) {
        Eventually.holds("the change of a file", () -> {
            try {
                return condition.call();
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        });
    }

    private static TlsFiles showing(TestAuthority authority, String name) throws Exception {
        return new TlsFiles(
                trusting.caFile(),
                Optional.of(new TlsFiles.Identity(authority.certificate(name), authority.key(name))),
                Optional.empty());
    }

    private static String shown(ProtectedServer server) throws Exception {
        var session = server.secure(trusting, "GET", "/-/healthy").sslSession().orElseThrow();
        return ((X509Certificate) session.getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    private static String tls(String name) {
        return "tls_server_config:\n  cert_file: ours/" + name + ".pem\n  key_file: ours/" + name + ".key\n";
    }

    private static Path web(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }

    private static void replace(Path file, String text) throws IOException {
        Path next = Files.writeString(folder.resolve("next"), text, StandardCharsets.UTF_8);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(String name, Path certificate, Path key) throws IOException {
        Files.copy(folder.resolve("ours/" + name + ".pem"), certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(folder.resolve("ours/" + name + ".key"), key, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String error(HttpResponse<String> answer) {
        return Objects.requireNonNull(Json.read(answer.body(), ErrorView.class)).error();
    }
}
