package io.gpugovernor.daemon.http;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.config.WebConfigLoader;
import io.gpugovernor.daemon.config.WebConfigResult;
import io.gpugovernor.daemon.journal.DecisionJournal;
import io.gpugovernor.daemon.metrics.BuildInfo;
import io.gpugovernor.daemon.metrics.GovernorMetrics;
import io.gpugovernor.daemon.tls.ClientTls;
import io.gpugovernor.daemon.tls.TlsFiles;
import io.gpugovernor.daemon.web.WebAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server behind a web configuration, on a free port of 127.0.0.1, and what its reloads were asked by. */
public final class ProtectedServer implements AutoCloseable {
    static final Duration LOOKS = Duration.ofMillis(20);

    private final WebAccess access;
    private final GovernorServer server;
    private final GovernorMetrics metrics;
    private final List<Caller> reloads = new CopyOnWriteArrayList<>();

    /** @param listening what the daemon is told to listen on, as far as reloads are concerned */
    ProtectedServer(Path webConfig, String listening) throws Exception {
        WebConfigResult.Loaded loaded = (WebConfigResult.Loaded) WebConfigLoader.load(webConfig);
        access = WebAccess.following(webConfig, loaded.config(), LOOKS);
        TimeSource time = () -> new Moment(0);
        DecisionJournal journal = new DecisionJournal();
        BuildInfo build = new BuildInfo("1.2.3", "abc", "17");
        metrics = new GovernorMetrics(build, time);
        metrics.protectedBy(access);
        Reload noted = new Reload() {
            @Override
            public Outcome reload() {
                throw new AssertionError("asked without a caller");
            }

            @Override
            public Outcome reload(Caller caller) {
                reloads.add(caller);
                return new Outcome.Reloaded("done");
            }
        };
        server = GovernorServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new RunningDaemon(
                        build,
                        () -> "observe",
                        List::of,
                        journal,
                        metrics,
                        new JournalHealth(journal, List::of, time, Duration.ofSeconds(1)),
                        time,
                        Optional.of(new LocalReload(
                                () -> InetSocketAddress.createUnresolved(listening, 9464), () -> Optional.of(noted)))),
                access);
    }

    public ProtectedServer(Path webConfig) throws Exception {
        this(webConfig, "127.0.0.1");
    }

    WebAccess access() {
        return access;
    }

    GovernorMetrics metrics() {
        return metrics;
    }

    List<Caller> reloads() {
        return reloads;
    }

    public InetSocketAddress address() {
        return server.address();
    }

    public String url(String scheme) {
        return scheme + "://127.0.0.1:" + server.address().getPort();
    }

    HttpResponse<String> plain(String method, String path, String... headers) throws Exception {
        return send(HttpClient.newHttpClient(), "http", method, path, headers);
    }

    HttpResponse<String> secure(TlsFiles files, String method, String path, String... headers) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(new ClientTls(files).context())
                .build();
        return send(client, "https", method, path, headers);
    }

    static String basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private HttpResponse<String> send(HttpClient client, String scheme, String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(scheme) + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.close();
        access.close();
    }
}
