package io.gpugovernor.daemon.scrape;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Reads the wanted families out of a page in Prometheus' text format 0.0.4 or in OpenMetrics 1.0, in one pass over its
 * bytes. It remembers the last page's text, so that a page that differs in values only, as most do, costs little more
 * than its numbers. For one thread.
 *
 * <p>It asks for what a number needs to be trusted, not for the letter of a format: {@link OpenMetricsCheck} does that.
 * A line that is not wanted is checked up to the end of its name only: enough to know a page of HTML or JSON.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 */
final class PrometheusText {
    private final WantedNames wanted;
    private final ExpositionLimits limits;
    private @Nullable PageTemplate template;

    /** @param families names of the families to keep; a counter's with its {@code _total} */
    PrometheusText(Collection<String> families, ExpositionLimits limits) {
        this.wanted = new WantedNames(families);
        this.limits = limits;
    }

    /**
     * Reads a page.
     *
     * @param page its bytes, of which the first {@code length} count; they may change afterwards
     * @throws ExpositionException if it is malformed, cut off or larger than the limits
     */
    Exposition parse(byte[] page, int length) throws ExpositionException {
        if (length > limits.bodyBytes()) {
            throw new ExpositionException(1, "a page of more than " + limits.bodyBytes() + " bytes");
        }
        Exposition known = template == null ? null : template.read(page, length, limits);
        if (known != null) {
            return known;
        }
        PageReader reader = new PageReader(page, length, wanted, limits);
        Exposition read = reader.read();
        template = reader.template(read);
        return read;
    }
}
