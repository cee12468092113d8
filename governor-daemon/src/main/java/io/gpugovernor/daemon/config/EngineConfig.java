package io.gpugovernor.daemon.config;

import java.net.URI;

/**
 * The engine that a domain's GPUs serve.
 *
 * @param type which engine it is
 * @param url where it serves, {@code http} or {@code https}, with a host
 * @param metricsPath path of its Prometheus metrics below the URL, beginning with a slash
 * @param feed where its push feed comes from
 */
public record EngineConfig(EngineType type, URI url, String metricsPath, FeedSetting feed) {
    public static final EngineType DEFAULT_TYPE = EngineType.VLLM;
    public static final String DEFAULT_METRICS_PATH = "/metrics";
    public static final FeedSetting DEFAULT_FEED = new FeedSetting.Auto();

    /** The address to scrape. */
    public URI metricsUrl() {
        String base = url.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + metricsPath);
    }
}
