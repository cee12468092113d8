package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.node.Eventually;
import io.gpugovernor.daemon.tls.ClientTls;
import io.gpugovernor.daemon.tls.TlsFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A daemon behind TLS and a password: what operators get from it, and what nobody does. */
@Timeout(180)
class ProtectedDaemonTest {
    @TempDir
    private static Path folder;

    private static ProtectedDaemon daemon;

    @BeforeAll
    static void start() throws Exception {
        daemon = new ProtectedDaemon(folder);
    }

    @AfterAll
    static void end() {
        daemon.close();
    }

    @Test
    void tellsItsStatusToThoseWhoSayWhoTheyAre() {
        Ran ran = status(
                "--url",
                daemon.url(),
                "--ca-file",
                daemon.ca().toString(),
                "--user",
                ProtectedDaemon.USER,
                "--password-file",
                daemon.passwordFile().toString());

        assertThat(ran.err()).isEmpty();
        assertThat(ran.exit()).isEqualTo(ExitCodes.OK);
        assertThat(ran.out()).contains("chat");
    }

    @Test
    void tellsItsStatusThroughTheRunDirectoryWithoutAPassword() throws Exception {
        assertThat(daemon.command("status")).satisfies(ran -> {
            assertThat(ran.err()).isEmpty();
            assertThat(ran.out()).contains("chat");
        });
        assertThat(daemon.command("explain").exit()).isEqualTo(ExitCodes.OK);
        assertThat(daemon.command("explain", "--domain", "nope"))
                .satisfies(ran -> assertThat(ran.err()).contains("no domain 'nope'; there are chat"));
        assertThat(daemon.command("reload").exit()).isEqualTo(ExitCodes.OK);
    }

    @Test
    void saysWhichOptionIsMissing() throws IOException {
        String ca = daemon.ca().toString();
        String plain = daemon.url().replace("https", "http");
        assertThat(status("--url", daemon.url()).err()).contains("not trusted", "--ca-file FILE");
        assertThat(status("--url", plain).err()).contains("speaks TLS", "--url https://127.0.0.1:");
        assertThat(status("--url", plain, "--ca-file", ca).err()).contains("not https");
        assertThat(status("--url", daemon.url(), "--ca-file", ca).err()).contains("--user NAME", "--password-file");
        assertThat(status("--url", daemon.url(), "--ca-file", ca, "--user", "alice")
                        .err())
                .contains("belong together");
        assertThat(status("--url", daemon.url(), "--ca-file", ca, "--cert-file", ca)
                        .err())
                .contains("--cert-file and --key-file belong together");
        Path wrong = Files.writeString(folder.resolve("wrong"), "wr0ng-pl4nted");
        assertThat(status(
                                "--url",
                                daemon.url(),
                                "--ca-file",
                                ca,
                                "--user",
                                "alice",
                                "--password-file",
                                wrong.toString())
                        .err())
                .contains("no such user with that password")
                .doesNotContain("wr0ng");
        assertThat(status("--url", "https://alice:" + ProtectedDaemon.PASSWORD + "@127.0.0.1:1")
                        .err())
                .contains("--user and --password-file")
                .doesNotContain(ProtectedDaemon.PASSWORD);
    }

    /** Every secret the daemon and its commands come across, and everything they say at the finest level of the log. */
    @Test
    void saysNoSecretAnywhere() throws Exception {
        List<String> said = new ArrayList<>();
        for (String path : List.of("/", "/metrics", "/-/healthy", "/-/ready", "/api/v1/status", "/api/v1/decisions")) {
            HttpResponse<String> answer = get(path, ProtectedDaemon.PASSWORD);
            assertThat(answer.statusCode()).isIn(200, 503);
            said.add(answer.headers() + answer.body());
            said.add(get(path, "wr0ng-pl4nted").body());
        }
        said.add(daemon.command("status", "--json").out());
        said.add(daemon.command("explain").out());
        said.add(all(Ran.governor("doctor", "--config", daemon.policy().toString())));
        said.add(all(Ran.governor("check-config", daemon.policy().toString())));
        for (String url : List.of(
                "http://alice:url-pl4nted@127.0.0.1:8000",
                "htp://alice:url-pl4nted@127.0.0.1:8000",
                "http://alice:url-pl4nted@127.0.0.1:8000/?x=y",
                "http://alice:url-pl4nted@ho st")) {
            Path broken = folder.resolve("broken.yaml");
            Files.writeString(
                    broken, Files.readString(daemon.policy()).replaceAll("url: \"[^\"]*\"", "url: \"" + url + "\""));
            said.add(all(Ran.governor("check-config", broken.toString())));
            said.add(all(Ran.governor("doctor", "--config", broken.toString())));
            said.add(all(Ran.governor("run", "--config", broken.toString())));
        }
        daemon.writeWeb("basic_auth_users:\n  alice: pl4inpl4nted\n");
        said.add(all(Ran.governor("check-config", daemon.policy().toString())));
        daemon.process().saysOnErr("web_config=refused");
        said.add(get("/-/ready", ProtectedDaemon.PASSWORD).body());
        daemon.writeWeb("basic_auth_users:\n  " + ProtectedDaemon.USER + ": " + daemon.hash() + "\n");
        daemon.process().saysOnErr("web_config=followed");
        said.add(daemon.process().out());
        said.add(daemon.process().err());

        assertThat(daemon.process().err()).contains("DEBUG", "is not a bcrypt hash");
        assertThat(said.toString()).contains("gpu_governor_build_info", "the newest web configuration was refused");
        for (String secret : secrets()) {
            assertThat(said).allSatisfy(text -> assertThat(text).doesNotContain(secret));
        }
    }

    private static List<String> secrets() throws IOException {
        List<String> secrets = new ArrayList<>(List.of(
                ProtectedDaemon.TOKEN,
                ProtectedDaemon.PASSWORD,
                "wr0ng-pl4nted",
                "url-pl4nted",
                "pl4inpl4nted",
                daemon.hash(),
                daemon.hash().substring(29)));
        for (String password : List.of(ProtectedDaemon.PASSWORD, "wr0ng-pl4nted")) {
            secrets.add(basic(password).substring(6));
        }
        Files.readAllLines(daemon.key()).stream()
                .filter(line -> !line.startsWith("-----"))
                .forEach(secrets::add);
        return secrets;
    }

    private static String all(Ran ran) {
        return ran.out() + ran.err();
    }

    private static Ran status(String... arguments) {
        return Ran.run(new StatusCommand(), arguments);
    }

    private static HttpResponse<String> get(String path, String password) throws Exception {
        TlsFiles trusting = new TlsFiles(Optional.of(daemon.ca()), Optional.empty(), Optional.empty());
        HttpClient client = HttpClient.newBuilder()
                .sslContext(new ClientTls(trusting).context())
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(daemon.url() + path))
                .header("Authorization", basic(password))
                .build();
        return Eventually.value(
                "an answer to " + path, () -> sent(client, request), answer -> answer.statusCode() != 429);
    }

    private static HttpResponse<String> sent(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private static String basic(String password) {
        byte[] pair = (ProtectedDaemon.USER + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
