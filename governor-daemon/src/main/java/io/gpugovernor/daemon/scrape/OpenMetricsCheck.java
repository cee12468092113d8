package io.gpugovernor.daemon.scrape;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds a page against the letter of OpenMetrics 1.0. The governor itself reads with {@link PrometheusText}, which asks
 * only for what a number needs to be trusted: an engine that writes one blank too many is no reason to stop governing.
 *
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/">OpenMetrics 1.0</a>
 */
final class OpenMetricsCheck {
    /** Violations after which the rest of the page is not looked at: nobody reads more, and most follow from the first. */
    private static final int ENOUGH = 20;

    private static final Pattern METADATA =
            Pattern.compile("# (HELP|TYPE|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)", Pattern.DOTALL);

    private final List<String> violations = new ArrayList<>();
    private final Set<String> families = new HashSet<>();
    private final Map<String, String> owners = new HashMap<>();
    private @Nullable OpenMetricsFamily family;
    private boolean ended;

    private OpenMetricsCheck() {}

    /**
     * What is wrong with a page, in its order, at most 20 violations, each beginning with its line; empty if nothing.
     *
     * @param page its bytes, of which the first {@code length} count
     */
    static List<String> violations(byte[] page, int length) {
        OpenMetricsCheck check = new OpenMetricsCheck();
        check.checkPage(page, length);
        return List.copyOf(check.violations);
    }

    private void checkPage(byte[] page, int length) {
        int line = 1;
        for (int from = 0; from < length && !ended && violations.size() < ENOUGH; line++) {
            int to = Lines.end(page, from, length);
            int start = from;
            int number = line;
            attempt(() -> checkLine(decoded(page, start, to, number), number));
            if (ended && to + 1 < length) {
                report(new ExpositionException(line + 1, "nothing may follow # EOF"));
            }
            from = to + 1;
        }
        int last = line;
        attempt(() -> endFamily(last));
        if (!ended) {
            report(new ExpositionException(line, "the page must end with # EOF"));
        }
    }

    /** A step that may find the page at fault. */
    private interface Step {
        void run() throws ExpositionException;
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (ExpositionException e) {
            report(e);
            if (family != null) {
                family.breakOff();
            }
        }
    }

    private void report(ExpositionException violation) {
        if (violations.size() < ENOUGH) {
            violations.add(String.valueOf(violation.getMessage()));
        }
    }

    private void checkLine(String text, int line) throws ExpositionException {
        if (text.equals("# EOF")) {
            ended = true;
        } else if (text.isEmpty()) {
            throw new ExpositionException(line, "a page has no empty lines");
        } else if (text.startsWith("#")) {
            checkMetadata(text, line);
        } else {
            checkSample(new OpenMetricsLine(text, line).sample());
        }
    }

    private void checkMetadata(String text, int line) throws ExpositionException {
        Matcher metadata = METADATA.matcher(text);
        if (!metadata.matches()) {
            throw new ExpositionException(
                    line, "expected # HELP, # TYPE or # UNIT with a family's name and a text, each behind one blank");
        }
        familyCalled(metadata.group(2), line).describe(line, metadata.group(1), metadata.group(3));
    }

    private void checkSample(OpenMetricsSample sample) throws ExpositionException {
        OpenMetricsFamily current = family;
        if (current == null || !current.sampleNames().contains(sample.name())) {
            if (current != null && current.name().equals(sample.name())) {
                throw sample.problem("samples of the " + current.type().word() + " " + current.name()
                        + " must be called " + String.join(" or ", current.sampleNames()));
            }
            current = familyCalled(sample.name(), sample.line());
        }
        current.add(sample);
    }

    private OpenMetricsFamily familyCalled(String name, int line) throws ExpositionException {
        if (family != null && family.name().equals(name)) {
            return family;
        }
        int last = line;
        attempt(() -> endFamily(last));
        OpenMetricsFamily opened = new OpenMetricsFamily(name);
        family = opened;
        if (!families.add(name)) {
            throw new ExpositionException(line, "family " + name + " stands in two places");
        }
        return opened;
    }

    private void endFamily(int line) throws ExpositionException {
        OpenMetricsFamily ending = family;
        if (ending == null) {
            return;
        }
        ending.end();
        for (String name : ending.sampleNames()) {
            String other = owners.put(name, ending.name());
            if (other != null && !other.equals(ending.name())) {
                throw new ExpositionException(
                        line, "samples called " + name + " may belong to family " + other + " or " + ending.name());
            }
        }
    }

    private static String decoded(byte[] page, int from, int to, int line) throws ExpositionException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(page, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ExpositionException(line, "not UTF-8");
        }
    }
}
