package io.gpugovernor.daemon.scrape;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpenMetricsCheckTest {
    private static final String HISTOGRAM = "# TYPE a histogram\n";

    @Test
    void findsNothingOnASoundPage() {
        assertThat(check("""
                # TYPE a histogram
                # UNIT a\s
                # HELP a Times of "x" \\ and y.
                a_bucket{m="1",le="0.5"} 4 12.5 # {trace_id="x"} 0.3 12.4
                a_bucket{m="1",le="+Inf"} 5 12.5
                a_count{m="1"} 5 12.5
                a_sum{m="1"} 2.25 12.5
                a_bucket{m="2",le="+Inf"} 0
                # TYPE b counter
                b_total 7
                b_created 1.7e+09
                # EOF
                """)).isEmpty();
    }

    @Test
    void reportsAllProblemsInTheirOrder() {
        assertThat(check("a  1\n# TYPE b meh\n\nc{x=1} 1\n"))
                .containsExactly(
                        "line 1: expected a number as value, found ' 1'",
                        "line 2: b has an unknown type, 'meh'",
                        "line 3: a page has no empty lines",
                        "line 4: expected '\"', found '1} 1'",
                        "line 5: the page must end with # EOF");
    }

    @Test
    void stopsAfterTwentyProblems() {
        assertThat(check("a  1\n".repeat(1000))).hasSize(20);
        assertThat(check("# TYPE a_created gauge\n# TYPE a counter\n" + "a  1\n".repeat(20)))
                .hasSize(20);
    }

    @Test
    void complainsOnceAboutAHistogramWithAnUnreadableBucket() {
        assertThat(check(HISTOGRAM + "a_bucket{le=\"+Inf\"} five\na_count 5\na_sum 1\n# EOF\n"))
                .hasSize(1);
    }

    @Test
    void refusesACountThatIsNotItsLastBucket() {
        assertOnly(
                HISTOGRAM + "a_bucket{le=\"+Inf\"} 4\na_count 5\na_sum 1\n",
                "line 4: the histogram that ends with a_sum counts 5.0 observations but 4.0 in its +Inf bucket");
    }

    @Test
    void refusesHalfAnObservation() {
        assertOnly(HISTOGRAM + "a_bucket{le=\"+Inf\"} 4.5\n", "line 2: a_bucket{le=\"+Inf\"} counts, so it must be a");
    }

    @Test
    void refusesTheSumOfAHistogramThatMayFall() {
        assertOnly(
                HISTOGRAM + "a_bucket{le=\"-1\"} 1\na_bucket{le=\"+Inf\"} 4\na_count 4\na_sum 1\n",
                "line 5: the histogram that ends with a_sum has a bucket below zero");
    }

    @Test
    void refusesASampleThatStandsTwiceAtNoTime() {
        assertOnly("a{x=\"1\",y=\"2\"} 1\na{y=\"2\",x=\"1\"} 1\n", "line 2: a{x=\"1\",y=\"2\"} stands twice");
    }

    @Test
    void refusesACounterCalledByItsFamily() {
        assertOnly("# TYPE a counter\na 1\n", "line 2: samples of the counter a must be called a_total or a_created");
    }

    @Test
    void refusesATimeOfAnExemplarWithoutABlank() {
        assertOnly(
                "# TYPE a counter\na_total 1 # {x=\"1\"} 1 2 3\n", "line 2: expected the end of the line, found ' 3'");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] page = "# HELP a \u00FF\n# EOF\n".getBytes(ISO_8859_1);

        assertThat(OpenMetricsCheck.violations(page, page.length)).containsExactly("line 1: not UTF-8");
    }

    @Test
    void showsNoControlCharactersInItsMessages() {
        assertThat(check("# TYPE a \u001b[2J\n# UNIT b \u0007\n# EOF\n"))
                .hasSize(2)
                .allSatisfy(violation -> assertThat(violation).doesNotContainPattern("\\p{Cntrl}"));
    }

    private static void assertOnly(String page, String violation) {
        List<String> violations = check(page + "# EOF\n");
        assertThat(violations).hasSize(1);
        assertThat(violations.get(0)).startsWith(violation);
    }

    private static List<String> check(String page) {
        byte[] bytes = page.getBytes(UTF_8);
        return OpenMetricsCheck.violations(bytes, bytes.length);
    }
}
