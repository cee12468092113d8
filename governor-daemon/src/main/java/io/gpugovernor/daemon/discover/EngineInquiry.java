package io.gpugovernor.daemon.discover;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.daemon.config.EngineConfig;
import io.gpugovernor.daemon.fetch.BearerToken;
import io.gpugovernor.daemon.fetch.FetchException;
import io.gpugovernor.daemon.fetch.Fetcher;
import io.gpugovernor.daemon.fetch.Page;
import io.gpugovernor.daemon.scrape.ExpositionLimits;
import io.gpugovernor.daemon.scrape.MetricsSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks one engine for pages as the daemon would: by its socket or port, with its token and certificates. */
final class EngineInquiry implements AutoCloseable {
    /** An engine on its own node that needs longer for a page could not be governed. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final EngineConfig engine;
    private final MetricsSource source;
    private final Fetcher fetcher;

    /** @param time measures how long answers take */
    EngineInquiry(EngineConfig engine, TimeSource time) {
        this.engine = engine;
        this.source = engine.source();
        this.fetcher = new Fetcher(
                source.address(),
                source.bearerTokenFile().map(BearerToken::new),
                ExpositionLimits.DEFAULT.bodyBytes(),
                time);
    }

    /** @throws FetchException if there is no page, saying why and what to do */
    Page metrics() throws FetchException {
        return fetcher.fetch(source.path(), PATIENCE).page();
    }

    /** The engine's own {@code path}; empty if it has no such page. */
    Optional<String> text(String path) {
        try {
            Page page = fetcher.fetch(engine.target(path), PATIENCE).page();
            return Optional.of(new String(page.bytes(), 0, page.length(), StandardCharsets.UTF_8));
        } catch (FetchException none) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
