package io.gpugovernor.daemon.reload;

import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.config.PolicyLoader;
import io.gpugovernor.daemon.config.PolicyResult;
import io.gpugovernor.daemon.http.Reload;
import io.gpugovernor.daemon.node.Daemon;
import io.gpugovernor.daemon.node.DomainFactory;
import io.gpugovernor.daemon.node.Eventually;
import io.gpugovernor.daemon.node.Roster;
import io.gpugovernor.daemon.node.ScriptedVllm;
import io.gpugovernor.daemon.node.SimulatedFleet;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.profile.HardwareProfiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A daemon on simulated GPUs, its policy file, and an engine for all of its domains. */
final class ReloadedNode implements AutoCloseable {
    static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ScriptedVllm engine = new ScriptedVllm();
    private final Path file;
    private final Daemon daemon;
    private final Reloader reloader;

    /** Governs by {@code file}, which is written with {@code domains} first. */
    ReloadedNode(Path file, String... domains) throws Exception {
        this(file, Optional.empty(), domains);
    }

    /** @param ordered the mode that the command line orders */
    ReloadedNode(Path file, Optional<Mode> ordered, String... domains) throws Exception {
        this.file = file;
        if (!Files.exists(file)) {
            write(domains);
        }
        SystemTime time = new SystemTime();
        PolicyStamp stamp = PolicyStamp.of(file);
        PolicyResult.Loaded loaded = (PolicyResult.Loaded) PolicyLoader.load(file);
        Mode mode = ordered.orElse(loaded.policy().mode());
        SimulatedFleet fleet = new SimulatedFleet(HardwareProfiles.load("h100-llama-8b"), mode, time);
        Roster roster = new Roster(new DomainFactory(loaded.policy(), fleet, time), mode);
        daemon = new Daemon(
                mode, roster.domains(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), time, true);
        reloader = new Reloader(file, ordered, roster, daemon, stamp, () -> NOW);
        daemon.reloadBy(reloader);
    }

    /** A policy to enforce, of domains each of which is a name and whatever else its block holds. */
    String text(String... domains) {
        return """
                apiVersion: gpu-governor/v1
                mode: enforce
                telemetry: {period: 50ms}
                safety: {staleAfter: 5s}
                domains:
                """
                + Stream.of(domains)
                        .map(domain -> {
                            String[] parts = domain.split(" ", 2);
                            return "  - name: " + parts[0] + "\n    engine: {url: \"" + engine.url()
                                    + "\", feed: off}\n" + (parts.length > 1 ? "    " + parts[1] + "\n" : "");
                        })
                        .collect(Collectors.joining());
    }

    void write(String... domains) throws IOException {
        writeText(text(domains));
    }

    void writeText(String text) throws IOException {
        Path next = Files.writeString(file.resolveSibling("next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    Reload.Outcome reload() {
        return reloader.reload("a test");
    }

    Reloader reloader() {
        return reloader;
    }

    Daemon daemon() {
        return daemon;
    }

    /** Waits until {@code domain} is governed. */
    void governs(String domain) {
        Eventually.holds(
                domain + " governed",
                () -> get("/api/v1/decisions?last=1&domain=" + domain).body().contains("\"governing\""));
    }

    /** The thread that governs {@code domain}; fails if there is not exactly one. */
    Thread loop(String domain) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("domain-" + domain))
                .collect(Collectors.collectingAndThen(Collectors.toList(), found -> {
                    if (found.size() != 1) {
                        throw new AssertionError("loops of " + domain + ": " + found);
                    }
                    return found.get(0);
                }));
    }

    String metrics() {
        return get("/metrics").body();
    }

    /** The value of the one series that begins so. */
    double value(String series) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    HttpResponse<String> post(String path) {
        return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + daemon.address().getPort() + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        daemon.close();
        engine.close();
    }
}
