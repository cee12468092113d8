package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.tls.TestAuthority;
import io.gpugovernor.daemon.tls.TlsFiles;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class EngineAccessTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void certify() throws Exception {
        TestAuthority authority =
                new TestAuthority(folder).issue("client", "-1d", 10).issue("old", "-9d", 3);
        for (String name : List.of("ca", "client", "old")) {
            authority.certificate(name);
        }
        authority.key("client");
        authority.key("old");
        Files.writeString(folder.resolve("token"), "s3cret");
        Files.writeString(folder.resolve("notes"), "s3cret");
        Files.writeString(
                folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nczNjcmV0\n-----END CERTIFICATE-----\n");
        Files.writeString(
                folder.resolve("broken.key"), "-----BEGIN PRIVATE KEY-----\nczNjcmV0\n-----END PRIVATE KEY-----\n");
        Files.writeString(
                folder.resolve("locked.key"),
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nczNjcmV0\n-----END ENCRYPTED PRIVATE KEY-----\n");
        Files.writeString(
                folder.resolve("old.format.key"),
                "-----BEGIN RSA PRIVATE KEY-----\nczNjcmV0\n-----END RSA PRIVATE KEY-----\n");
    }

    @Test
    void mapsEveryKeyRelativeToThePolicyFile() {
        EngineConfig engine = loaded(
                        "https://a",
                        "nameFilter: off, bearerTokenFile: token, tls: "
                                + "{caFile: ca.pem, certFile: client.pem, keyFile: client.key, serverName: vllm.example}")
                .policy()
                .domains()
                .get(0)
                .engine();

        TlsFiles.Identity identity = new TlsFiles.Identity(folder.resolve("client.pem"), folder.resolve("client.key"));
        assertThat(engine.access())
                .isEqualTo(new EngineAccess(
                        false,
                        Optional.of(folder.resolve("token")),
                        Optional.of(new TlsFiles(
                                Optional.of(folder.resolve("ca.pem")),
                                Optional.of(identity),
                                Optional.of("vllm.example")))));
    }

    @Test
    void leavesEverythingAtItsDefault() {
        EngineConfig engine =
                loaded("https://a", "type: vllm").policy().domains().get(0).engine();

        assertThat(engine.access()).isEqualTo(EngineAccess.DEFAULT);
        assertThat(engine.socket()).isEmpty();
    }

    @Test
    void takesASocketForAnEngine() {
        EngineConfig engine = loaded("unix:/run/vllm.sock", "type: vllm")
                .policy()
                .domains()
                .get(0)
                .engine();

        assertThat(engine.socket()).contains(Path.of("/run/vllm.sock"));
        assertThat(engine.metricsUrl()).isEqualTo(URI.create("unix:/run/vllm.sock:/metrics"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:run/s", "unix:", "unix:/", "unix://host/s", "unix:/run/s?x=y", "unix:/run/s#x"})
    void refusesWhatIsNoSocket(String url) {
        Problem problem = only(url, "type: vllm");

        assertThat(problem.path()).isEqualTo("domains[0].engine.url");
        assertThat(problem.remedy()).contains("unix:/run/vllm.sock");
    }

    @Test
    void refusesASocketWhosePathTheSystemCannotHold() {
        assertThat(only("unix:/" + "x".repeat(107), "type: vllm").message()).contains("108 bytes");
    }

    @Test
    void saysWhatIsWrongWithAFileWhereAndHowToMendIt() {
        problem("tls: {caFile: none.pem}", "caFile", "none.pem does not exist", "check the path");
        problem("tls: {caFile: .}", "caFile", "is a directory", "name the file in it");
        problem("tls: {caFile: notes}", "caFile", "notes holds nothing in PEM", "BEGIN CERTIFICATE");
        problem("tls: {caFile: client.key}", "caFile", "holds no certificate", "BEGIN CERTIFICATE");
        problem("tls: {caFile: broken.pem}", "caFile", "damaged certificate", "anew");
        problem("tls: {certFile: client.pem, keyFile: client.pem}", "keyFile", "holds no private key", "BEGIN PRIVATE");
        problem("tls: {certFile: client.pem, keyFile: broken.key}", "keyFile", "damaged key", "anew");
        problem("tls: {certFile: client.pem, keyFile: locked.key}", "keyFile", "locked with a passphrase", "openssl");
        problem("tls: {certFile: client.pem, keyFile: old.format.key}", "keyFile", "damaged key", "anew");
        problem("tls: {certFile: client.pem, keyFile: old.key}", "keyFile", "is not the key of", "the pair");
        problem("tls: {certFile: client.pem}", "keyFile", "needs both", "add keyFile");
        problem("tls: {keyFile: client.key}", "certFile", "needs both", "add certFile");
        problem("tls: {serverName: a b}", "serverName", "is not a host name", "vllm.example");
        problem("bearerTokenFile: none", "bearerTokenFile", "none does not exist", "check the path");
        problem("bearerTokenFile: .", "bearerTokenFile", "is no file", "check the path");
    }

    @Test
    void namesAllProblemsAtOnceWithTheirPlace() {
        List<Problem> problems = PolicyTexts.problems(PolicyLoader.parse(
                text("https://a", "bearerTokenFile: none, tls: {caFile: none.pem, caFiles: x}"), folder));

        assertThat(problems).hasSize(3).allSatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(4);
            assertThat(problem.column()).isGreaterThan(20);
        });
    }

    @Test
    void refusesTlsForAnEngineWithoutIt() {
        for (String url : List.of("http://a", "unix:/run/s")) {
            assertThat(only(url, "tls: {caFile: ca.pem}"))
                    .returns("domains[0].engine.tls", Problem::path)
                    .returns("write https:// in engine.url, or remove tls", Problem::remedy);
        }
    }

    @Test
    void warnsOfCertificatesOutOfTheirTime() {
        assertThat(loaded("https://a", "tls: {certFile: old.pem, keyFile: old.key}")
                        .warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("old.pem expired on 20"));
    }

    @Test
    void warnsOfATokenThatTravelsInTheClear() {
        assertThat(loaded("http://far.example", "bearerTokenFile: token").warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("without encryption"));
        for (String near : List.of("http://127.0.0.1", "http://[::1]:80", "unix:/run/s", "https://far.example")) {
            assertThat(loaded(near, "bearerTokenFile: token").warnings())
                    .as(near)
                    .isEmpty();
        }
    }

    private static void problem(String entry, String key, String message, String remedy) {
        Problem problem = only("https://a", entry);

        assertThat(problem.path()).endsWith("." + key);
        assertThat(problem.message()).contains(message).doesNotContain("s3cret").doesNotContain("czNj");
        assertThat(problem.remedy()).contains(remedy);
        assertThat(problem.line()).isEqualTo(4);
    }

    private static Problem only(String url, String entry) {
        List<Problem> problems = PolicyTexts.problems(PolicyLoader.parse(text(url, entry), folder));
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private static PolicyResult.Loaded loaded(String url, String entry) {
        PolicyResult result = PolicyLoader.parse(text(url, entry), folder);
        assertThat(result).isInstanceOf(PolicyResult.Loaded.class);
        return (PolicyResult.Loaded) result;
    }

    private static String text(String url, String entry) {
        return PolicyTexts.MINIMAL.replace("http://127.0.0.1:8000\"", url + "\", " + entry);
    }
}
