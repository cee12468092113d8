package io.gpugovernor.daemon.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A parser that has read pages before reads the next one as a new parser would. */
class PageTemplateTest {
    private static final Set<String> WANTED = Set.of("a", "b", "h");
    private static final ExpositionLimits LIMITS = new ExpositionLimits(1000, 40, 10, 3);
    private static final String PAGE = "# TYPE a gauge\na{x=\"1\"} 5\nu{y=\"2\"} 7\nb 3.5\nh_sum 1\n";

    private static final List<String> ODD = List.of(
            "# EOF",
            "a 1",
            "a{x=\"2\"} 1",
            "{\"q\"} 4",
            "h_count 2",
            "# TYPE h histogram",
            "# UNIT a_s s",
            "",
            " ",
            "u 1",
            "b 3 # {} 1",
            "a{x=\"1\",y=\"2\",z=\"3\",w=\"4\"} 1",
            "\ta{x=\"1\"}  1",
            "h_bucket{le=\"1\"} 2");

    private static final List<String> ENDS = List.of(
            "1",
            "2.5",
            "-3e7",
            "NaN",
            "+Inf",
            "1 2",
            "1 # {} 1",
            "x",
            "",
            "{x=\"1\"} 4",
            "0.1234567890123456789",
            "1 2 3");

    @ParameterizedTest
    @ValueSource(
            strings = {
                PAGE,
                "# TYPE a gauge\na{x=\"1\"} 123456.25\nu{y=\"2\"} 7\nb 3.5e-7\nh_sum NaN\n",
                "# TYPE a gauge\na{x=\"1\"} 5\nu{other=\"labels\",of=\"it\"} no number\nb \t 3.5 123 \nh_sum 1\n",
                "# TYPE a gauge\na{x=\"1\"} ten\nu{y=\"2\"} 7\nb 3.5\nh_sum 1\n",
                "# TYPE a gauge\na{x=\"1\"}5\nu{y=\"2\"} 7\nb 3.5\nh_sum 1\n",
                "# TYPE a gauge\na{x=\"2\"} 5\nu{y=\"2\"} 7\nb 3.5\nh_sum 1\n",
                "# TYPE a gauge\na{x=\"1\"} 5\nu{y=\"2\"} 7\nb {x=\"now\"} 3.5\nh_sum 1\n",
                "# TYPE a gauge\na{x=\"1\"} 5\nu{y=\"2\"} 7\nb 3.5 # {t=\"x\"} 1\nh_sum 1\n",
                "# TYPE a gauge\na{x=\"1\"} 5\nu{y=\"2\"} 7\nb 3.5 # {t=\"x\"} 1\nh_sum 1\n# EOF\n",
                "# TYPE a gauge\na{x=\"1\"} 5\nu{y=\"23456789012345678901234567890123456789\"} 7\nb 3.5\nh_sum 1\n",
                "# TYPE a gauge\na{x=\"1\"} 500000000000000000000000000000000000\nu{y=\"2\"} 7\nb 3.5\nh_sum 1\n",
                "# TYPE a gauge\na{x=\"1\"} 5\nu{y=\"2\"} 7\nb 3.5\nh_sum 1",
                "# TYPE a gauge\na{x=\"1\"} 5\nu{y=\"2\"} 7\nb 3.5\nh_sum 1\na{x=\"1\"} 5\n",
                "# TYPE a gauge\na{x=\"1\"} 5\n\nu{y=\"2\"} 7\nb 3.5\nh_sum 1\n",
                "# TYPE a gauge\na{x=\"1\"} 5\nu{y=\"2\"} 7\n",
                "# TYPE b gauge\na{x=\"1\"} 5\nu{y=\"2\"} 7\nb 3.5\nh_sum 1\n",
                "# TYPE a gauge\na{x=\"1\"} 5\nu{y=\"2\"}",
                ""
            })
    void readsTheNextPageAsIfItWereTheFirst(String next) throws ExpositionException {
        PrometheusText experienced = new PrometheusText(WANTED, LIMITS);
        experienced.parse(PAGE.getBytes(UTF_8), PAGE.length());
        byte[] page = next.getBytes(UTF_8);

        assertThat(Outcome.of(experienced, WANTED, page))
                .isEqualTo(Outcome.of(new PrometheusText(WANTED, LIMITS), WANTED, page));
    }

    @Test
    void keepsNothingOfTheCallersBuffer() throws ExpositionException {
        PrometheusText experienced = new PrometheusText(WANTED, LIMITS);
        byte[] buffer = PAGE.getBytes(UTF_8);
        Exposition first = experienced.parse(buffer, buffer.length);
        byte[] next = PAGE.replace("} 5", "} 6").getBytes(UTF_8);
        Arrays.fill(buffer, (byte) 'x');

        Exposition second = experienced.parse(next, next.length);

        assertThat(first.series("a")).extracting(Series::value).containsExactly(5.0);
        assertThat(second.series("a")).extracting(Series::value).containsExactly(6.0);
    }

    @Test
    void sharesNamesAndLabelsWhileOnlyValuesChange() throws ExpositionException {
        PrometheusText experienced = new PrometheusText(WANTED, LIMITS);
        byte[] page = PAGE.getBytes(UTF_8);
        byte[] next = PAGE.replace("} 5", "} 61").getBytes(UTF_8);

        Series first = experienced.parse(page, page.length).series("a").get(0);
        Series second = experienced.parse(next, next.length).series("a").get(0);

        assertThat(second.labels()).isSameAs(first.labels());
        assertThat(second.value()).isEqualTo(61);
    }

    @Test
    void readsANumberOfManyDigitsAnewWhenItChanges() throws ExpositionException {
        PrometheusText experienced = new PrometheusText(WANTED, LIMITS);
        for (String moment : List.of("1.7953513969581628e+09", "1.7953513969581628e+09", "1.79535139695816e+10", "5")) {
            byte[] page = PAGE.replace("} 5", "} " + moment).getBytes(UTF_8);

            assertThat(experienced.parse(page, page.length).series("a"))
                    .extracting(Series::value)
                    .containsExactly(Double.parseDouble(moment));
        }
    }

    @Test
    void readsAnySequenceOfPagesAsNewParsersWould() {
        Random random = new Random(3);
        PrometheusText experienced = new PrometheusText(WANTED, LIMITS);
        String page = PAGE;
        for (int round = 0; round < 30_000; round++) {
            page = random.nextInt(20) == 0 ? PAGE : varied(page, random);
            byte[] bytes = page.getBytes(UTF_8);

            assertThat(Outcome.of(experienced, WANTED, bytes))
                    .as("round " + round + " of seed 3:\n" + page)
                    .isEqualTo(Outcome.of(new PrometheusText(WANTED, LIMITS), WANTED, bytes));
        }
    }

    /** The page with another value, or now and then another line, in one place. */
    private static String varied(String page, Random random) {
        List<String> lines = new ArrayList<>(List.of(page.split("\n", -1)));
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        switch (random.nextInt(8)) {
            case 0 -> lines.add(at, ODD.get(random.nextInt(ODD.size())));
            case 1 -> lines.remove(lines.size() > 2 ? at : 0);
            default -> lines.set(at, line.replaceFirst("[^ ]*$", ENDS.get(random.nextInt(ENDS.size()))));
        }
        return String.join("\n", lines);
    }
}
