package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.node.Eventually;
import io.gpugovernor.daemon.node.ScriptedVllm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A node with an engine and policy files for it: every domain holds its GPUs at 1200 MHz. */
final class GovernedNode implements AutoCloseable {
    static final String SET = "set 345 1200";

    private final Path folder;
    private final DoubledNode gpus;
    private final ScriptedVllm engine;
    private final List<ChildJvm> children = new ArrayList<>();
    private final int port = freePort();
    private int policies;

    /** @param switches of the double; the node has four GPUs */
    GovernedNode(Path folder, String... switches) throws IOException {
        this.folder = folder;
        List<String> all = new ArrayList<>(List.of("gpus=4"));
        Collections.addAll(all, switches);
        this.gpus = DoubledNode.in(folder, all.toArray(String[]::new));
        this.engine = new ScriptedVllm();
    }

    DoubledNode gpus() {
        return gpus;
    }

    /** Replaces the double's switches; the node keeps its four GPUs. */
    void nowHas(String... switches) {
        List<String> all = new ArrayList<>(List.of("gpus=4"));
        Collections.addAll(all, switches);
        gpus.with(all.toArray(String[]::new));
    }

    /** The domains chat on GPUs 0 and 1, and code on GPU 2; GPU 3 is nobody's. */
    ChildJvm chatAndCode(String mode, String safety) throws IOException {
        return run(mode, safety, "chat: [0, 1]", "code: [2]");
    }

    ChildJvm chatAndCode() throws IOException {
        return chatAndCode("enforce", "");
    }

    /** @param domains each a name and its GPUs: {@code chat: [0, 1]} */
    ChildJvm run(String mode, String safety, String... domains) throws IOException {
        Path config = folder.resolve("policy" + policies++ + ".yaml");
        StringBuilder text = new StringBuilder("""
                apiVersion: gpu-governor/v1
                telemetry: {period: 200ms}
                safety: {staleAfter: 5s%s}
                http: {listen: "127.0.0.1:%d"}
                domains:
                """.formatted(safety, port));
        for (String domain : domains) {
            String[] words = domain.split(": ", 2);
            text.append("""
                      - name: %s
                        engine: {url: "%s"}
                        gpus: %s
                        clocks: {min: 1200MHz, max: 1200MHz}
                    """.formatted(words[0], engine.url(), words[1]));
        }
        Files.writeString(config, text);
        return governor("run", "--config", config.toString(), "--mode", mode);
    }

    ChildJvm governor(String... arguments) throws IOException {
        ChildJvm child = gpus.governor(arguments);
        children.add(child);
        return child;
    }

    /** What the daemon answers at {@code /api/v1/status}. */
    String status() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/status"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException unreachable) {
            return unreachable.toString();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Returns after the daemon has read the engine {@code more} times again: so many ticks have begun. */
    void ticks(int more) {
        long until = engine.scrapes() + more;
        Eventually.holds(more + " ticks", () -> engine.scrapes() >= until);
    }

    @Override
    public void close() {
        children.forEach(ChildJvm::close);
        engine.close();
    }

    /** Free a moment ago; the configuration takes no port 0. */
    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
