package io.gpugovernor.daemon.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusTextTest {

    @Test
    void keepsOnlyWantedFamilies() throws ExpositionException {
        Exposition page = Pages.parse(Set.of("vllm:prompt_tokens_total"), """
                # HELP python_info Python platform information
                # TYPE python_info gauge
                python_info{implementation="CPython"} 1.0
                vllm:prompt_tokens_total{engine="0"} 7.0
                vllm:prompt_tokens_created{engine="0"} 1.7e+09
                """);

        assertThat(page.size()).isEqualTo(1);
        assertThat(page.series("vllm:prompt_tokens_total"))
                .containsExactly(new Series("vllm:prompt_tokens_total", Map.of("engine", "0"), 7));
    }

    @Test
    void findsTheHistogramWhoseNameEndsLikeACounter() throws ExpositionException {
        Exposition page = Pages.parse(Set.of("vllm:iteration_tokens_total"), """
                # TYPE vllm:iteration_tokens_total histogram
                vllm:iteration_tokens_total_bucket{engine="0",le="1.0"} 4.0
                vllm:iteration_tokens_total_bucket{engine="0",le="+Inf"} 5.0
                vllm:iteration_tokens_total_count{engine="0"} 5.0
                vllm:iteration_tokens_total_sum{engine="0"} 70.0
                """);

        assertThat(page.series("vllm:iteration_tokens_total_bucket")).hasSize(2);
        assertThat(page.series("vllm:iteration_tokens_total_count"))
                .extracting(Series::value)
                .containsExactly(5.0);
        assertThat(page.series("vllm:iteration_tokens_total_sum"))
                .extracting(Series::value)
                .containsExactly(70.0);
    }

    @Test
    void readsLabelsInAnyOrderAndSpacing() throws ExpositionException {
        Exposition page =
                Pages.parse(Set.of("a", "b"), "a{x=\"1\",y=\"2\"} 1\n\ta { y = \"2\" ,\tx=\"3\", }  2 \na 3\nb{} 4\n");

        assertThat(page.series("a"))
                .containsExactly(
                        new Series("a", Map.of("x", "1", "y", "2"), 1),
                        new Series("a", Map.of("x", "3", "y", "2"), 2),
                        new Series("a", Map.of(), 3));
        assertThat(page.series("b")).containsExactly(new Series("b", Map.of(), 4));
    }

    @Test
    void undoesEscapesInLabelValues() throws ExpositionException {
        Exposition page = Pages.parse(Set.of("a"), "a{m=\"say \\\"hi\\\" \\\\ to\\nme, {x}=1 # no\"} 1\n");

        assertThat(page.series("a"))
                .extracting(Series::labels)
                .containsExactly(Map.of("m", "say \"hi\" \\ to\nme, {x}=1 # no"));
    }

    @Test
    void readsModelNamesInAnyScript() throws ExpositionException {
        Exposition page = Pages.parse(Set.of("a"), "a{m=\"模型/größe-🦙\"} 1\na{m=\"\uFFFD\"} 2\n");

        assertThat(page.series("a"))
                .extracting(series -> series.labels().get("m"))
                .containsExactly("模型/größe-🦙", "\uFFFD");
    }

    @Test
    void dropsTimesAndExemplars() throws ExpositionException {
        Exposition page = Pages.parse(Set.of("a", "h"), """
                a 5 1795351396958
                h_bucket{le="0.1"} 8 # {trace_id="KOO5S4vxi0o"} 0.067
                h_bucket{le="1"} 11 1795351396.958 # {trace_id="x"} 0.67 1795351396.1
                # EOF
                """);

        assertThat(page.series("a")).extracting(Series::value).containsExactly(5.0);
        assertThat(page.series("h_bucket")).extracting(Series::value).containsExactly(8.0, 11.0);
    }

    @Test
    void toleratesTheClosingMarkWithoutLineEnd() throws ExpositionException {
        assertThat(Pages.parse(Set.of("a"), "a 1\n# EOF").size()).isEqualTo(1);
    }

    @Test
    void toleratesNamesInQuotes() throws ExpositionException {
        Exposition page =
                Pages.parse(Set.of("a"), "{\"my.metric\"} 1\n{\"my.metric\",\"x.y\"=\"z\"} 1 12\na{\"x.y\"=\"z\"} 2\n");

        assertThat(page.series("a")).containsExactly(new Series("a", Map.of("x.y", "z"), 2));
    }

    @Test
    void knowsFamiliesThatHaveATypeButNoSeries() throws ExpositionException {
        Exposition page =
                Pages.parse(Set.of("a", "b"), "# HELP a Text.\n#\tTYPE  a counter\n# HELP b Text.\n#\n# TYPE\n");

        assertThat(page.declares("a")).isTrue();
        assertThat(page.declares("b")).isFalse();
        assertThat(page.size()).isZero();
    }

    @Test
    void readsNothingBehindTheGivenLength() throws ExpositionException {
        byte[] bytes = "a 1\na{x=\"1\"} 2\n".getBytes(UTF_8);

        Exposition page = new PrometheusText(Set.of("a"), ExpositionLimits.DEFAULT).parse(bytes, 4);

        assertThat(page.size()).isEqualTo(1);
    }

    @Test
    void takesAnEmptyPageForEmpty() throws ExpositionException {
        assertThat(Pages.parse(Set.of("a"), "").size()).isZero();
        assertThat(Pages.parse(Set.of("a"), "\n \n\t\n").size()).isZero();
    }

    @Test
    void leavesABackslashThatEscapesNothingAsItIs() throws ExpositionException {
        Exposition page = Pages.parse(Set.of("a"), "a{m=\"C:\\temp\\\\x\"} 1\n");

        assertThat(page.series("a")).extracting(Series::labels).containsExactly(Map.of("m", "C:\\temp\\x"));
    }

    @Test
    void knowsOpenMetricsByItsEndAndNamesCountersAsItDoes() throws ExpositionException {
        String counter = "# TYPE a counter\n";

        assertThat(Pages.parse(Set.of("a_total"), counter + "# EOF\n").declares("a_total"))
                .isTrue();
        assertThat(Pages.parse(Set.of("a_total"), counter).declares("a_total")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"# UNIT a_seconds seconds\na_seconds 1\n", "a_seconds 1 # {trace_id=\"x\"} 1\n"})
    void refusesOpenMetricsThatBreaksOffBehindALine(String page) throws ExpositionException {
        assertThat(Pages.parse(Set.of("a_seconds"), page + "# EOF\n").size()).isEqualTo(1);
        assertThatExceptionOfType(ExpositionException.class)
                .isThrownBy(() -> Pages.parse(Set.of("a_seconds"), page))
                .withMessageContaining("the page breaks off: it speaks OpenMetrics (");
    }

    @Test
    void takesACommentThatOnlyBeginsLikeOpenMetricsForAComment() throws ExpositionException {
        assertThat(Pages.parse(Set.of("a"), "# UNIT tests measure a\n# EOF is near\na 1\n")
                        .size())
                .isEqualTo(1);
    }
}
