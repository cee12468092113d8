package io.gpugovernor.daemon.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The OpenMetrics project's own cases for parsers. */
class OpenMetricsCasesTest {
    private static final int CASES = 211;

    /** A page, and whether a parser should take it. */
    private record Case(String name, Path folder, boolean shouldParse) {
        static Case read(Path folder) {
            try {
                boolean shouldParse = JsonParser.parseString(Files.readString(folder.resolve("test.json")))
                        .getAsJsonObject()
                        .get("shouldParse")
                        .getAsBoolean();
                return new Case(folder.getFileName().toString(), folder, shouldParse);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        byte[] page() throws IOException {
            return Files.readAllBytes(folder.resolve("metrics"));
        }
    }

    @Test
    void judgesEveryCaseAsItsAuthorsDo() throws IOException {
        TreeMap<String, List<String>> misjudged = new TreeMap<>();
        for (Case one : cases()) {
            byte[] page = one.page();
            List<String> violations = OpenMetricsCheck.violations(page, page.length);
            if (violations.isEmpty() != one.shouldParse()) {
                misjudged.put(one.name(), violations);
            }
            assertThat(violations)
                    .as(one.name())
                    .allSatisfy(violation -> assertThat(violation).matches("line \\d+: .{5,}"));
        }

        assertThat(misjudged).isEmpty();
    }

    @Test
    void scrapesEveryPageThatIsSound() throws IOException {
        for (Case one : cases()) {
            if (one.shouldParse()) {
                byte[] page = one.page();
                assertThat(TextFormat.of(page, page.length)).as(one.name()).isEqualTo(TextFormat.OPEN_METRICS);
                // A series at several times is for files of history; an engine tells the present.
                assertThat(Outcome.of(scraper(), Set.of(), page).problem())
                        .as(one.name())
                        .matches(one.name().startsWith("duplicate_timestamps") ? "line 4: .* stands twice" : "");
            }
        }
    }

    @Test
    void answersEveryCaseWithAPageOrItsOwnException() throws IOException {
        List<String> taken = new ArrayList<>();
        for (Case one : cases()) {
            byte[] page = one.page();
            try {
                scraper().parse(page, page.length);
                taken.add(one.name());
            } catch (ExpositionException e) {
                assertThat(e).hasMessageMatching("line \\d+: .+");
            }
        }
        assertThat(taken).contains("bad_blank_line", "bad_value_3").doesNotContain("bad_value_5", "bad_exemplars_12");
    }

    private static PrometheusText scraper() {
        return new PrometheusText(Set.of("a", "a_total", "cc_seconds_total", "foo", "bar"), ExpositionLimits.DEFAULT);
    }

    private static List<Case> cases() throws IOException {
        Path folder = RecordedPages.path("openmetrics-cases/tests/testdata/parsers");
        try (Stream<Path> folders = Files.list(folder)) {
            List<Case> cases =
                    folders.filter(Files::isDirectory).sorted().map(Case::read).toList();
            assertThat(cases).hasSize(CASES);
            return cases;
        }
    }
}
