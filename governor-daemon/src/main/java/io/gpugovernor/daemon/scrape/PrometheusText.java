package io.gpugovernor.daemon.scrape;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/**
 * Reads the wanted families out of a page in Prometheus' text format 0.0.4, in one pass over its bytes. OpenMetrics'
 * exemplars and closing {@code # EOF} are tolerated.
 *
 * <p>A line that is not wanted is checked up to the end of its name only: enough to know a page of HTML or JSON.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 */
final class PrometheusText {
    private static final byte[] TYPE = "TYPE".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EOF = "# EOF".getBytes(StandardCharsets.US_ASCII);

    private final WantedNames wanted;
    private final ExpositionLimits limits;

    /** @param families names of the families to keep; a counter's with its {@code _total} */
    PrometheusText(Collection<String> families, ExpositionLimits limits) {
        this.wanted = new WantedNames(families);
        this.limits = limits;
    }

    /**
     * Reads a page.
     *
     * @param page its bytes, of which the first {@code length} count
     * @throws ExpositionException if it is malformed, cut off or larger than the limits
     */
    Exposition parse(byte[] page, int length) throws ExpositionException {
        if (length > limits.bodyBytes()) {
            throw new ExpositionException(1, "a page of more than " + limits.bodyBytes() + " bytes");
        }
        Exposition exposition = new Exposition();
        int line = 1;
        for (int from = 0; from < length; line++) {
            int to = endOfLine(page, from, length);
            if (to - from > limits.lineBytes()) {
                throw new ExpositionException(line, "longer than " + limits.lineBytes() + " bytes");
            }
            if (to == length && !Arrays.equals(page, from, to, EOF, 0, EOF.length)) {
                // Half a number is a number too, so a line without its end is never read.
                throw new ExpositionException(line, "the page breaks off, the line has no end");
            }
            parseLine(page, from, to, line, exposition);
            from = to + 1;
        }
        return exposition;
    }

    private void parseLine(byte[] page, int from, int to, int line, Exposition exposition) throws ExpositionException {
        int start = skipBlanks(page, from, to);
        if (start == to) {
            return;
        }
        switch (page[start]) {
            case '#' -> parseComment(page, start + 1, to, exposition);
            case '{' -> parseUnusualName(new SampleLine(page, start, to, line, limits.labels()));
            default -> parseSample(page, start, to, line, exposition);
        }
    }

    private void parseComment(byte[] page, int from, int to, Exposition exposition) {
        int start = skipBlanks(page, from, to);
        int end = endOfWord(page, start, to);
        if (Arrays.equals(page, start, end, TYPE, 0, TYPE.length)) {
            int name = skipBlanks(page, end, to);
            String family = wanted.find(page, name, endOfWord(page, name, to));
            if (family != null) {
                exposition.declare(family);
            }
        }
    }

    /** No wanted family has a name that needs quotes, so such a line is checked and dropped. */
    private static void parseUnusualName(SampleLine sample) throws ExpositionException {
        sample.labelsBehindQuotedName();
        sample.value();
    }

    private void parseSample(byte[] page, int from, int to, int line, Exposition exposition)
            throws ExpositionException {
        int end = from;
        while (end < to && isNamePart(page[end], end > from)) {
            end++;
        }
        if (end == from || end == to || !(page[end] == '{' || SampleLine.isBlank(page[end]))) {
            throw new ExpositionException(
                    line, "expected a metric name and a value, found " + Excerpt.of(page, from, to));
        }
        String name = wanted.find(page, from, end);
        if (name == null) {
            return;
        }
        SampleLine sample = new SampleLine(page, end, to, line, limits.labels());
        Series series = new Series(name, sample.labels(), sample.value());
        if (!exposition.add(series)) {
            throw new ExpositionException(line, series.title() + " stands twice");
        }
        if (exposition.size() > limits.series()) {
            throw new ExpositionException(line, "more than " + limits.series() + " wanted series");
        }
    }

    private static int endOfLine(byte[] page, int from, int length) {
        int at = from;
        while (at < length && page[at] != '\n') {
            at++;
        }
        return at;
    }

    private static int endOfWord(byte[] page, int from, int to) {
        int at = from;
        while (at < to && !SampleLine.isBlank(page[at])) {
            at++;
        }
        return at;
    }

    private static int skipBlanks(byte[] page, int from, int to) {
        int at = from;
        while (at < to && SampleLine.isBlank(page[at])) {
            at++;
        }
        return at;
    }

    private static boolean isNamePart(byte c, boolean inside) {
        return c == '_'
                || c == ':'
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (inside && c >= '0' && c <= '9');
    }
}
