package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.lease.RunDirectory;
import io.gpugovernor.daemon.node.PolicyText;
import io.gpugovernor.daemon.node.ScriptedVllm;
import io.gpugovernor.daemon.tls.TestAuthority;
import io.gpugovernor.daemon.web.NewHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A daemon of its own process, behind TLS and a password, that logs all it can, and what it must never say. */
final class ProtectedDaemon implements AutoCloseable {
    static final String USER = "alice";
    static final String PASSWORD = "passw0rd-pl4nted";
    static final String TOKEN = "t0ken-pl4nted.0123456789";

    private final ScriptedVllm engine = new ScriptedVllm();
    private final Path folder;
    private final ChildJvm daemon;
    private final int port;
    private final String hash = NewHash.of(PASSWORD.getBytes(StandardCharsets.UTF_8), 10);

    ProtectedDaemon(Path folder) throws Exception {
        this.folder = folder;
        TestAuthority authority =
                new TestAuthority(Files.createDirectory(folder.resolve("pki"))).issue("server", "-1d", 10);
        authority.certificate("ca");
        authority.certificate("server");
        authority.key("server");
        Files.createDirectory(folder.resolve("run"));
        Files.writeString(folder.resolve("token"), TOKEN);
        Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        writeWeb("basic_auth_users:\n  " + USER + ": " + hash + "\n");
        port = freePort();
        Files.writeString(
                policy(),
                PolicyText.of(engine.url()).replace("engine: {", "engine: {bearerTokenFile: token, ")
                        + "http: {listen: \"127.0.0.1:" + port + "\", webConfig: web.yml}\n");
        daemon = ChildJvm.start(
                Files.createDirectory(folder.resolve("daemon")),
                Map.of(RunDirectory.VARIABLE, folder.resolve("run").toString(), "GPU_GOVERNOR_LOG_LEVEL", "DEBUG"),
                "run",
                "--config",
                policy().toString(),
                "--simulated-gpus",
                "h100-llama-8b");
        daemon.saysOnErr("listen=127.0.0.1:" + port);
    }

    /** Writes the web configuration anew: TLS, and {@code users}. */
    void writeWeb(String users) throws IOException {
        Files.writeString(
                folder.resolve("web.yml"),
                "tls_server_config:\n  cert_file: pki/server.pem\n  key_file: pki/server.key\n" + users);
    }

    Path policy() {
        return folder.resolve("policy.yaml");
    }

    Path ca() {
        return folder.resolve("pki/ca.pem");
    }

    Path key() {
        return folder.resolve("pki/server.key");
    }

    Path passwordFile() {
        return folder.resolve("password");
    }

    String hash() {
        return hash;
    }

    String url() {
        return "https://127.0.0.1:" + port;
    }

    ChildJvm process() {
        return daemon;
    }

    /** Runs a command on the daemon's node. */
    Ran command(String... arguments) throws Exception {
        Path own = Files.createTempDirectory(folder, "command");
        try (ChildJvm command = ChildJvm.start(
                own, Map.of(RunDirectory.VARIABLE, folder.resolve("run").toString()), arguments)) {
            int exit = command.ends();
            return new Ran(exit, command.out(), command.err());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    @Override
    public void close() {
        daemon.close();
        engine.close();
    }
}
