package io.gpugovernor.daemon.http;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.policy.OperatorOverride;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.journal.DecisionJournal;
import io.gpugovernor.daemon.journal.Decisions;
import io.gpugovernor.daemon.metrics.BuildInfo;
import io.gpugovernor.daemon.metrics.GovernorMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A server on a free port of 127.0.0.1, with made-up decisions and a clock that stands. */
public final class StartedServer implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final DecisionJournal journal = new DecisionJournal();
    private final GovernorMetrics metrics;
    private final GovernorServer server;
    private double nowSeconds = 10;

    public StartedServer(String... domains) throws ListenException {
        this(Optional.empty(), domains);
    }

    public StartedServer(Optional<Reload> reload, String... domains) throws ListenException {
        this(reload, name -> Optional.empty(), domains);
    }

    StartedServer(Function<String, Optional<OperatorOverride>> overrides, String... domains) throws ListenException {
        this(Optional.empty(), overrides, domains);
    }

    private StartedServer(
            Optional<Reload> reload, Function<String, Optional<OperatorOverride>> overrides, String... domains)
            throws ListenException {
        List<PolicyDomain> configured =
                Stream.of(domains).map(Decisions::domain).toList();
        BuildInfo build = new BuildInfo("1.2.3", "abc", "17");
        metrics = new GovernorMetrics(build, this::now);
        metrics.publish(configured);
        Health health = new JournalHealth(journal, () -> configured, this::now, Duration.ofSeconds(3));
        server = GovernorServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new RunningDaemon(
                        build,
                        () -> "enforce",
                        () -> configured,
                        journal,
                        metrics,
                        health,
                        this::now,
                        reload,
                        List::of,
                        name -> Optional.empty(),
                        name -> List.of(),
                        overrides));
    }

    public void record(Decision... decisions) {
        for (Decision decision : decisions) {
            journal.record(decision);
            metrics.record(decision);
        }
    }

    public void setTime(double seconds) {
        nowSeconds = seconds;
    }

    public InetSocketAddress address() {
        return server.address();
    }

    public String url() {
        return "http://127.0.0.1:" + server.address().getPort();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path);
    }

    HttpResponse<String> send(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(5))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.close();
    }

    private Moment now() {
        return new Moment(Math.round(nowSeconds * 1e9));
    }
}
