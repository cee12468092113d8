package io.gpugovernor.daemon.scrape;

import org.jspecify.annotations.Nullable;

/**
 * Reads one engine's pages of one kind. What a page says in which role depends on names and labels only, so that a page
 * which differs from the last one in values only, as most do, is understood already. For one thread.
 */
final class EnginePages {
    private final PrometheusText format;
    private final Dialect dialect;
    private @Nullable Reading last;

    EnginePages(Dialect dialect, ExpositionLimits limits) {
        this.format = new PrometheusText(dialect.names(), limits);
        this.dialect = dialect;
    }

    /**
     * Reads a page.
     *
     * @param page its bytes, of which the first {@code length} count; they may change afterwards
     * @throws ExpositionException if it is malformed, cut off or larger than the limits
     */
    Reading read(byte[] page, int length) throws ExpositionException {
        Exposition shown = format.parse(page, length);
        Reading known = last;
        Reading reading =
                known != null && shown.differsInValuesOnly(known.page()) ? known.on(shown) : dialect.read(shown);
        last = reading;
        return reading;
    }
}
