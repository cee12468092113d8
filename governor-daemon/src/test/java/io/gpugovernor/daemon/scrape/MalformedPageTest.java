package io.gpugovernor.daemon.scrape;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MalformedPageTest {
    private static final Set<String> WANTED = Set.of("a");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<html>          | expected a metric name and a value, found '<html>'",
                "[]              | expected a metric name and a value, found '[]'",
                "{\"error\": 1}  | expected a label name, found ': 1}'",
                "unwanted        | expected a metric name and a value",
                "a               | expected a metric name and a value",
                "a ten           | expected a number as value, found 'ten'",
                "a{x=\"1\"}      | expected a number as value, found the end of the line",
                "a 1 soon        | expected a number as time, found 'soon'",
                "a 1 2 3         | expected the end of the line, found '3'",
                "a{x=1} 1        | expected '\"', found '1} 1'",
                "a{x=\"1} 1      | a quoted text does not end",
                "a{x=\"1\\       | a quoted text does not end",
                "a{x=\"1\\\"} 1  | a quoted text does not end",
                "a{x=\"\\\\1     | a quoted text does not end",
                "a{x\"1\"} 1     | expected '=' behind label x",
                "a{1x=\"1\"} 1   | expected a label name, found '1x=\"1\"} 1'",
                "a{,} 1          | expected a label name",
                "a{x=\"1\" y=\"2\"} 1 | expected ',' or '}' behind label x",
                "a{x=\"1\",x=\"2\"} 1 | label x stands twice",
                "a{x=\"1\"       | expected ',' or '}' behind label x, found the end of the line"
            })
    void namesTheLineAndWhatIsWrong(String line, String problem) {
        assertThatExceptionOfType(ExpositionException.class)
                .isThrownBy(() -> Pages.parse(WANTED, "# HELP a Text.\n\n" + line + "\na 1\n"))
                .withMessageStartingWith("line 3: ")
                .withMessageContaining(problem)
                .satisfies(e -> assertThat(e.line()).isEqualTo(3));
    }

    @Test
    void refusesASeriesThatStandsTwice() {
        assertMalformed("a{x=\"1\",y=\"2\"} 1\na{y=\"2\",x=\"1\"} 1\n", "line 2: a{x=\"1\",y=\"2\"} stands twice");
    }

    @Test
    void refusesAPageCutOffInsideANumber() {
        assertMalformed("a{x=\"1\"} 1\na{x=\"2\"} 59", "line 2: the page breaks off");
    }

    @Test
    void refusesLabelValuesThatAreNotUtf8() {
        byte[] page = "a{x=\"\u00FF\"} 1\n".getBytes(ISO_8859_1);

        assertThatExceptionOfType(ExpositionException.class)
                .isThrownBy(() -> new PrometheusText(WANTED, ExpositionLimits.DEFAULT).parse(page, page.length))
                .withMessage("line 1: a quoted text is not UTF-8");
    }

    @Test
    void showsNoControlCharactersInItsMessages() {
        assertMalformed("\u001b[2J\u0007 rm\n", "found '.[2J. rm'");
    }

    @Test
    void enforcesEveryLimit() {
        ExpositionLimits limits = new ExpositionLimits(200, 30, 2, 2);

        assertMalformed(limits, "a 1\n".repeat(51), "line 1: a page of more than 200 bytes");
        assertMalformed(limits, "b 1\nunwanted{x=\"0123456789012345\"} 1\n", "line 2: longer than 30 bytes");
        assertMalformed(limits, "a 1\na{x=\"1\"} 1\na{x=\"2\"} 1\n", "line 3: more than 2 wanted series");
        assertMalformed(limits, "a{x=\"\",y=\"\",z=\"\"} 1\n", "line 1: more than 2 labels");
    }

    private static void assertMalformed(String page, String problem) {
        assertMalformed(ExpositionLimits.DEFAULT, page, problem);
    }

    private static void assertMalformed(ExpositionLimits limits, String page, String problem) {
        assertThatExceptionOfType(ExpositionException.class)
                .isThrownBy(() -> Pages.parse(WANTED, limits, page))
                .withMessageContaining(problem);
    }
}
