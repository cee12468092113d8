package io.gpugovernor.daemon.scrape;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one page line by line, and learns its template on the way. */
final class PageReader {
    private static final byte[] TYPE = "TYPE".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UNIT = "UNIT".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TOTAL = "_total".getBytes(StandardCharsets.US_ASCII);

    private final byte[] page;
    private final int length;
    private final WantedNames wanted;
    private final ExpositionLimits limits;
    private final TextFormat format;
    private final PageTemplate.Builder template;

    private final List<Series> found = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> declared = new HashSet<>();
    private String openMetricsMark = "";

    PageReader(byte[] page, int length, WantedNames wanted, ExpositionLimits limits) {
        this.page = page;
        this.length = length;
        this.wanted = wanted;
        this.limits = limits;
        this.format = TextFormat.of(page, length);
        this.template = new PageTemplate.Builder(page, length);
    }

    /** @throws ExpositionException if the page is malformed or cut off, or a line or their number beyond the limits */
    Exposition read() throws ExpositionException {
        int line = 1;
        for (int from = 0; from < length; line++) {
            int to = Lines.end(page, from, length);
            if (to - from > limits.lineBytes()) {
                throw new ExpositionException(line, "longer than " + limits.lineBytes() + " bytes");
            }
            if (to == length && !TextFormat.isEndMark(page, from, to)) {
                // Half a number is a number too, so a line without its end is never read.
                throw new ExpositionException(line, "the page breaks off, the line has no end");
            }
            readLine(from, to, line);
            from = to + 1;
        }
        if (format != TextFormat.OPEN_METRICS && !openMetricsMark.isEmpty()) {
            throw new ExpositionException(
                    line, "the page breaks off: it speaks OpenMetrics (" + openMetricsMark + ") but has no # EOF");
        }
        return Exposition.of(found, declared);
    }

    /** What the page read has in common with the next ones. */
    PageTemplate template(Exposition read) {
        return template.build(length, format, read);
    }

    private void readLine(int lineStart, int to, int line) throws ExpositionException {
        int from = Lines.skipBlanks(page, lineStart, to);
        if (from == to) {
            return;
        }
        switch (page[from]) {
            case '#' -> readComment(from + 1, to, line);
            case '{' -> readUnusualName(new SampleLine(page, from, to, line, limits.labels()));
            default -> readSample(lineStart, from, to, line);
        }
    }

    private void readComment(int from, int to, int line) {
        int start = Lines.skipBlanks(page, from, to);
        int end = Lines.endOfWord(page, start, to);
        int name = Lines.skipBlanks(page, end, to);
        int nameEnd = Lines.endOfWord(page, name, to);
        if (Arrays.equals(page, start, end, TYPE, 0, TYPE.length)) {
            declare(name, nameEnd);
        } else if (Arrays.equals(page, start, end, UNIT, 0, UNIT.length) && endsWithUnit(name, nameEnd, to)) {
            openMetricsMark = "UNIT in line " + line;
        }
    }

    private void declare(int name, int end) {
        String family = wanted.find(page, name, end);
        if (family != null) {
            declared.add(family);
        } else if (format == TextFormat.OPEN_METRICS) {
            // There, a counter's family is called without the _total that its samples have.
            byte[] total = Arrays.copyOf(Arrays.copyOfRange(page, name, end), end - name + TOTAL.length);
            System.arraycopy(TOTAL, 0, total, end - name, TOTAL.length);
            String counter = wanted.find(total, 0, total.length);
            if (counter != null) {
                declared.add(counter);
            }
        }
    }

    /** Whether this is OpenMetrics' {@code UNIT a_seconds seconds} and no comment that happens to begin so. */
    private boolean endsWithUnit(int name, int nameEnd, int to) {
        int unit = Lines.skipBlanks(page, nameEnd, to);
        int unitLength = Lines.endOfWord(page, unit, to) - unit;
        int suffix = nameEnd - unitLength;
        return unitLength > 0
                && suffix > name
                && page[suffix - 1] == '_'
                && Arrays.equals(page, suffix, nameEnd, page, unit, unit + unitLength);
    }

    /** No wanted family has a name that needs quotes, so such a line is checked and dropped. */
    private static void readUnusualName(SampleLine sample) throws ExpositionException {
        sample.labelsBehindQuotedName();
        sample.value();
    }

    private void readSample(int lineStart, int from, int to, int line) throws ExpositionException {
        int end = from;
        while (end < to && Characters.isMetricPart(page[end], end > from)) {
            end++;
        }
        if (end == from || end == to || !(page[end] == '{' || Characters.isBlank(page[end]))) {
            throw new ExpositionException(
                    line, "expected a metric name and a value, found " + Excerpt.of(page, from, to));
        }
        String name = wanted.find(page, from, end);
        if (name == null) {
            template.gap(lineStart, end + 1, to, false);
            return;
        }
        SampleLine sample = new SampleLine(page, end, to, line, limits.labels());
        Map<String, String> labels = sample.labels();
        template.gap(lineStart, sample.position(), to, true);
        Series series = new Series(name, labels, sample.value());
        if (!seen.add(SeriesKey.of(name, labels))) {
            throw new ExpositionException(line, series.title() + " stands twice");
        }
        found.add(series);
        if (found.size() > limits.series()) {
            throw new ExpositionException(line, "more than " + limits.series() + " wanted series");
        }
        if (sample.hasExemplar()) {
            openMetricsMark = "exemplar in line " + line;
        }
    }
}
