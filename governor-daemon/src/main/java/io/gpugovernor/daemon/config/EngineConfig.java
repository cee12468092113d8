package io.gpugovernor.daemon.config;

import io.gpugovernor.daemon.scrape.MetricsSource;
import io.gpugovernor.daemon.tls.TlsFiles;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The engine that a domain's GPUs serve.
 *
 * @param type which engine it is
 * @param url where it serves: {@code http} or {@code https} with a host, or {@code unix:} and a socket's absolute path
 * @param metricsPath path of its Prometheus metrics below the URL, beginning with a slash
 * @param feed where its push feed comes from
 * @param access how to get at the metrics
 */
public record EngineConfig(EngineType type, URI url, String metricsPath, FeedSetting feed, EngineAccess access) {
    public static final EngineType DEFAULT_TYPE = EngineType.VLLM;
    public static final String DEFAULT_METRICS_PATH = "/metrics";
    public static final FeedSetting DEFAULT_FEED = new FeedSetting.Auto();

    private static final String UNIX = "unix";

    /** An engine whose metrics are open to everybody. */
    public EngineConfig(EngineType type, URI url, String metricsPath, FeedSetting feed) {
        this(type, url, metricsPath, feed, EngineAccess.DEFAULT);
    }

    /** The Unix-domain socket that the engine listens on; empty where it listens on a port. */
    public Optional<Path> socket() {
        return UNIX.equals(url.getScheme()) ? Optional.of(Path.of(url.getPath())) : Optional.empty();
    }

    /** The page to scrape. Behind a socket it has no URL of its own, and the answer is a name for it only. */
    public URI metricsUrl() {
        String base = url.toString();
        if (UNIX.equals(url.getScheme())) {
            return URI.create(base + ":" + metricsPath);
        }
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + metricsPath);
    }

    /** The metrics page with all that is needed to get at it. */
    public MetricsSource source() {
        return socket().map(socket ->
                        MetricsSource.behind(socket, metricsPath, access.bearerTokenFile(), access.nameFilter()))
                .orElseGet(() -> MetricsSource.at(
                        metricsUrl(),
                        access.tls().orElse(TlsFiles.DEFAULT),
                        access.bearerTokenFile(),
                        access.nameFilter()));
    }

    /** The target to ask for, on the same address, to get the engine's own {@code path}. */
    public String target(String path) {
        String base = socket().isPresent() || url.getRawPath() == null ? "" : url.getRawPath();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }
}
