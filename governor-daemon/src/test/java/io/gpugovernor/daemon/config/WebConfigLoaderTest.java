package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.tls.TestAuthority;
import io.gpugovernor.daemon.tls.TlsFiles;
import io.gpugovernor.daemon.tls.TlsTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebConfigLoaderTest {
    private static final String HASH = "$2y$10$" + "a".repeat(53);
    private static final String CHEAP = "$2b$05$" + "b".repeat(53);

    @TempDir
    private static Path folder;

    @BeforeAll
    static void certify() throws Exception {
        TestAuthority authority = new TestAuthority(Files.createDirectory(folder.resolve("pki")))
                .issue("server", "-1d", 10)
                .issue("old", "-9d", 3);
        for (String name : List.of("server", "old")) {
            authority.certificate(name);
            authority.key(name);
        }
        authority.certificate("ca");
    }

    @Test
    void mapsEverything() throws IOException {
        WebConfig config = loaded("""
                tls_server_config:
                  cert_file: pki/server.pem
                  key_file: pki/server.key
                  client_auth_type: RequireAndVerifyClientCert
                  client_ca_file: pki/ca.pem
                  client_allowed_sans: [prometheus.example, 10.0.0.1]
                  min_version: TLS12
                  max_version: TLS13
                  cipher_suites:
                    - TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
                  prefer_server_cipher_suites: false
                http_server_config:
                  http2: false
                  headers:
                    X-Frame-Options: deny
                    Strict-Transport-Security: max-age=3600
                basic_auth_users:
                  alice: HASH
                rate_limit:
                  interval: 500ms
                  burst: 20
                """).config();

        assertThat(config.tls())
                .contains(new WebTls(
                        new TlsFiles.Identity(folder.resolve("pki/server.pem"), folder.resolve("pki/server.key")),
                        ClientAuth.VERIFIED,
                        Optional.of(folder.resolve("pki/ca.pem")),
                        List.of("prometheus.example", "10.0.0.1"),
                        List.of("TLSv1.2", "TLSv1.3"),
                        List.of("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
                        false,
                        List.of()));
        assertThat(config.headers())
                .isEqualTo(Map.of("X-Frame-Options", "deny", "Strict-Transport-Security", "max-age=3600"));
        assertThat(config.users()).isEqualTo(Map.of("alice", new PasswordHash(HASH)));
        assertThat(config.rateLimit()).contains(new WebConfig.RateLimit(Duration.ofMillis(500), 20));
        assertThat(config.asksWho()).isTrue();
    }

    @Test
    void takesTheDefaultsOfExporters() throws IOException {
        WebConfigResult.Loaded loaded =
                loaded("tls_server_config: {cert_file: pki/server.pem, key_file: pki/server.key}");
        WebTls tls = loaded.config().tls().orElseThrow();

        assertThat(loaded.warnings()).isEmpty();
        assertThat(tls.clientAuth()).isEqualTo(ClientAuth.NONE);
        assertThat(tls.versions()).containsExactly("TLSv1.2", "TLSv1.3");
        assertThat(tls.preferServerOrder()).isTrue();
        assertThat(tls.cipherSuites()).isEmpty();
        assertThat(loaded.config().users()).isEmpty();
        assertThat(loaded.config().rateLimit()).isEmpty();
        assertThat(loaded.config().asksWho()).isFalse();
    }

    @Test
    void choosesCurvesWhereJavaCan() throws IOException {
        Assumptions.assumeTrue(TlsTerms.canChooseCurves(), "Java 20 or newer chooses curves");
        assertThat(loaded(tls("curve_preferences: [X25519, CurveP256]"))
                        .config()
                        .tls()
                        .orElseThrow()
                        .curves())
                .containsExactly("x25519", "secp256r1");
    }

    @Test
    void saysWhereJavaCannotChooseCurves() throws IOException {
        Assumptions.assumeFalse(TlsTerms.canChooseCurves(), "Java 20 or newer chooses curves");
        assertThat(only(tls("curve_preferences: [X25519]")).message()).contains("Java 20 or newer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client_auth_type: Require | unknown value 'Require' | NoClientCert",
                "client_auth_type: RequireAndVerifyClientCert | by what | client_ca_file",
                "client_ca_file: pki/ca.pem | are not asked | client_auth_type: RequireAndVerifyClientCert",
                "client_allowed_sans: [a] | need not show | client_auth_type: RequireAndVerifyClientCert",
                "client_allowed_sans: a | must be a list | after a dash",
                "min_version: TLS14 | unknown value 'TLS14' | did you mean TLS1",
                "max_version: TLS11 | TLS 1.2 and 1.3 only | write TLS12 or TLS13",
                "cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA383] | does not know | did you mean TLS_ECDHE",
                "curve_preferences: [P256] | unknown value 'P256' | CurveP256",
                "prefer_server_cipher_suites: yes | neither true nor false | write true",
                "key: secret | is not taken from inside this file | key_file",
                "cert_fil: a | unknown key 'cert_fil' | did you mean cert_file?",
            })
    void saysWhatIsWrongWithTls(String line, String message, String remedy) throws IOException {
        Problem problem = only(tls(line));

        assertThat(problem.message()).contains(message).doesNotContain("secret");
        assertThat(problem.remedy()).contains(remedy);
        assertThat(problem.line()).isEqualTo(4);
        assertThat(problem.column()).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls_server_config: {} | the key cert_file is missing | server.crt",
                "tls_server_config: {cert_file: pki/server.pem} | needs both | add key_file",
                "tls_server_config: {cert_file: pki/server.pem, key_file: pki/old.key} | is not the key of | the pair",
                "tls_server_config: {cert_file: none.pem, key_file: pki/old.key} | none.pem does not exist | the path",
                "tls_config: {} | unknown key 'tls_config' | tls_server_config",
                "http_server_config: {headers: {Server: x}} | unknown key 'Server' | X-Frame-Options",
                "http_server_config: {headers: {X-Frame-Options: no}} | unknown value 'no' | write deny or sameorigin",
                "basic_auth_users: {} | must hold 1 to 100 users | remove the block",
                "basic_auth_users: [alice] | must be a block of users | gpu-governor hash-password",
                "basic_auth_users: {alice: s3cret-password} | for user 'alice' is not a bcrypt hash | gpu-governor hash-password",
                "'basic_auth_users: {\"a:b\": HASH}' | without colon | another name",
                "rate_limit: {interval: 1s} | refuses every request | burst: 20",
                "rate_limit: {interval: 1m30s, burst: 1} | is not a duration | 500ms",
                "auth_excluded_paths: [/] | unknown key 'auth_excluded_paths' | basic_auth_users",
            })
    void saysWhatIsWrong(String text, String message, String remedy) throws IOException {
        Problem problem = only(text);

        assertThat(problem.message()).contains(message).doesNotContain("s3cret");
        assertThat(problem.remedy()).contains(remedy);
        assertThat(problem.line()).isEqualTo(1);
    }

    @Test
    void saysThatACostTakesTooLong() throws IOException {
        assertThat(only("basic_auth_users: {a: " + HASH.replace("$10$", "$16$") + "}")
                        .message())
                .contains("cost of 16");
    }

    @Test
    void tellsAllProblemsAtOnceWithTheirPlace() throws IOException {
        List<Problem> problems = problems("""
                tls_server_config:
                  cert_file: none.pem
                  key_file: none.key
                  min_version: SSL3
                basic_auth_users:
                  alice: password
                  bob: HASH
                http_servercfg: {}
                """);

        assertThat(problems).extracting(Problem::line).containsExactly(2, 3, 4, 6, 8);
    }

    @Test
    void warnsOfWhatIsAllowedAndSeldomMeant() throws IOException {
        assertThat(warnings("basic_auth_users: {alice: " + CHEAP + "}"))
                .hasSize(2)
                .anySatisfy(warning -> assertThat(warning.message()).contains("cost of 5"))
                .anySatisfy(warning -> assertThat(warning.message()).contains("without encryption"));
        assertThat(warnings(tls("client_auth_type: RequireAnyClientCert")))
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("makes up"));
        assertThat(warnings(tls("min_version: TLS10"))).hasSize(1);
        assertThat(warnings("http_server_config: {http2: true}")).hasSize(1);
        assertThat(warnings("tls_server_config: {cert_file: pki/old.pem, key_file: pki/old.key}"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("expired on"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "\n\n"})
    void refusesAnEmptyFile(String text) throws IOException {
        assertThat(only(text).message()).isEqualTo("the file is empty");
    }

    @Test
    void thePolicyFileTellsTheProblemsOfTheWebConfigurationAtItsKey() throws IOException {
        Files.writeString(folder.resolve("bad.yml"), "tls_server_config:\n  cert_file: none.pem\n  cert_fil: x\n");
        List<Problem> problems =
                PolicyTexts.problems(PolicyLoader.parse(PolicyTexts.withRoot("http: {webConfig: bad.yml}"), folder));

        assertThat(problems).hasSize(3).allSatisfy(problem -> {
            assertThat(problem.path()).isEqualTo("http.webConfig");
            assertThat(problem.line()).isEqualTo(5);
            assertThat(problem.message()).startsWith(folder.resolve("bad.yml") + ":");
        });
        assertThat(problems)
                .anySatisfy(problem -> assertThat(problem.message())
                        .isEqualTo(folder.resolve("bad.yml") + ":3:3: unknown key 'cert_fil'"));
    }

    @Test
    void warnsOfAnOpenEndpointUnlessItAsksWhoComes() throws IOException {
        Files.writeString(folder.resolve("tls.yml"), tls("min_version: TLS12"));
        Files.writeString(
                folder.resolve("mtls.yml"),
                tls("client_auth_type: RequireAndVerifyClientCert") + "  client_ca_file: pki/ca.pem\n");
        Files.writeString(
                folder.resolve("users.yml"), tls("min_version: TLS12") + "basic_auth_users: {alice: " + HASH + "}\n");
        assertThat(policyWarnings("http: {listen: \"0.0.0.0:9464\"}")).hasSize(1);
        assertThat(policyWarnings("http: {listen: \"0.0.0.0:9464\", webConfig: tls.yml}"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("asks nobody"));
        assertThat(policyWarnings("http: {listen: \"0.0.0.0:9464\", webConfig: users.yml}"))
                .isEmpty();
        assertThat(policyWarnings("http: {listen: \"0.0.0.0:9464\", webConfig: mtls.yml}"))
                .isEmpty();
        assertThat(policyWarnings("http: {webConfig: tls.yml}")).isEmpty();
    }

    /** An example with a password that works would be a password that everybody knows. */
    @Test
    void theExampleIsGoodOnceAHashIsPutIntoIt() throws IOException {
        String example = PolicyTexts.textOfProject("deploy/examples/web.yml")
                .replace("web.crt", "pki/server.pem")
                .replace("web.key", "pki/server.key");

        assertThat(only(example).message()).contains("for user 'prometheus' is not a bcrypt hash");
        WebConfigResult.Loaded loaded = loaded(example.replace("PUT THE HASH HERE", HASH));
        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.config().asksWho()).isTrue();
    }

    private static List<Problem> policyWarnings(String line) {
        PolicyResult result = PolicyLoader.parse(PolicyTexts.withRoot(line), folder);
        assertThat(result).isInstanceOf(PolicyResult.Loaded.class);
        return ((PolicyResult.Loaded) result).warnings();
    }

    private static String tls(String line) {
        return "tls_server_config:\n  cert_file: pki/server.pem\n  key_file: pki/server.key\n  " + line + "\n";
    }

    private static WebConfigResult load(String text) throws IOException {
        return WebConfigLoader.load(Files.writeString(folder.resolve("web.yml"), text.replace("HASH", HASH)));
    }

    private static WebConfigResult.Loaded loaded(String text) throws IOException {
        WebConfigResult result = load(text);
        assertThat(result).isInstanceOf(WebConfigResult.Loaded.class);
        return (WebConfigResult.Loaded) result;
    }

    private static List<Problem> warnings(String text) throws IOException {
        return loaded(text).warnings();
    }

    private static List<Problem> problems(String text) throws IOException {
        WebConfigResult result = load(text);
        assertThat(result).isInstanceOf(WebConfigResult.Rejected.class);
        return ((WebConfigResult.Rejected) result).problems().list();
    }

    private static Problem only(String text) throws IOException {
        List<Problem> problems = problems(text);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }
}
