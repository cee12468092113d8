package io.gpugovernor.daemon.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepPageTest {
    private static final String CLASSES = SweepPage.of(SweptDataset.classes(), "gpu-governor 1");
    private static final String CONFIGURATIONS = SweepPage.of(SweptDataset.configurations(), "gpu-governor 1");

    @Test
    void drawsFiguresOneToFiveOfTheClasses() {
        assertThat(sections(CLASSES))
                .containsExactly(
                        "statements",
                        "figure-1",
                        "figure-2",
                        "figure-3",
                        "figure-4",
                        "figure-5",
                        "missing",
                        "capacity",
                        "points");
        assertThat(CLASSES)
                .contains("<h2>Figure 1: normalized TTFT against clock, per class</h2>")
                .contains("<h2>Figure 5: normalized energy against clock, per class</h2>");
    }

    @Test
    void drawsFiguresSixToFifteenOfTheConfigurations() {
        assertThat(sections(CONFIGURATIONS))
                .containsSubsequence(IntStream.rangeClosed(6, 15)
                        .mapToObj(n -> "figure-" + n)
                        .toList())
                .doesNotContain("figure-1");
    }

    @Test
    void saysWhichFiguresAreMissingAndHowToMeasureThem() {
        assertThat(CLASSES)
                .contains("Figures 6 to 10 need at least two degrees of tensor parallelism")
                .contains("--figures 11-15 --out DIR");
        assertThat(CONFIGURATIONS).contains("Figures 1 to 5 need at least two classes of requests");
    }

    @Test
    void namesEveryLine() {
        assertThat(names(chart(CLASSES, "median TTFT / that at the highest clock")))
                .containsExactly("SS", "SM", "SL", "MS", "MM", "ML", "LS", "LM", "LL");
        assertThat(names(chart(CONFIGURATIONS, "median TTFT"))).containsExactly("TP2", "TP4", "TP8");
        assertThat(names(chart(CONFIGURATIONS, "median TBT / that at the highest clock")))
                .containsExactly("batch 4", "batch 64", "batch 256");
    }

    @Test
    void normalizesToTheHighestClockAndKeepsTheMargin() {
        JsonArray dots = chart(CLASSES, "median TTFT / that at the highest clock")
                .getAsJsonArray("series")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("dots");
        JsonObject half = dots.get(0).getAsJsonObject();

        assertThat(half.get("x").getAsInt()).isEqualTo(990);
        assertThat(half.get("y").getAsDouble()).isEqualTo(2);
        // Both values are known to 10 %, so their ratio is to 14 %.
        assertThat(half.get("high").getAsDouble()).isBetween(2.28, 2.29);
        assertThat(dots.get(2).getAsJsonObject().get("y").getAsDouble()).isEqualTo(1);
        assertThat(CLASSES).contains("<td>2.00 ± 0.28</td>");
    }

    @Test
    void givesEveryAxisItsUnit() {
        for (JsonElement chart : charts(CONFIGURATIONS)) {
            JsonObject axes = chart.getAsJsonObject();
            assertThat(axes.getAsJsonObject("x").get("title").getAsString()).isEqualTo("SM clock, MHz");
            assertThat(axes.getAsJsonObject("y").get("title").getAsString())
                    .as(axes.get("title").getAsString())
                    .isNotBlank();
        }
    }

    @Test
    void hasACanvasForEveryChartAndTablesBesideThem() {
        assertThat(charts(CLASSES)).hasSameSizeAs(found(CLASSES, "(<canvas)")).hasSizeGreaterThan(9);
        assertThat(found(CLASSES, "(<table>)")).hasSizeGreaterThan(10);
        assertThat(found(CLASSES, "(\\{\\{|\\bNaN\\b)")).isEmpty();
    }

    @Test
    void saysWhatWasMeasuredAndWhetherItIsFinished() {
        assertThat(CLASSES)
                .contains("Everything here is simulated.")
                .contains("repeat its command with --resume")
                .contains("<li>seed 7</li>")
                .contains("<td>vllm 0.10</td>")
                .contains("<td>700</td>");
        assertThat(CONFIGURATIONS).contains("Measured on a node").doesNotContain("Everything here is simulated.");
    }

    @Test
    void loadsNothingFromOutside() {
        assertThat(found(CLASSES, "<(link|img|iframe|object|embed|base)\\b")).isEmpty();
        assertThat(found(CLASSES, "\\b(src|srcset|action)=\"")).isEmpty();
        assertThat(found(CLASSES, "(https?://[^\\s\"<]*)")).allMatch(url -> url.contains("chartjs.org"));
        assertThat(found(CLASSES, "href=\"([^\"]*)\"")).allMatch(link -> link.startsWith("#"));
        assertThat(CLASSES).contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';");
    }

    @Test
    void drawsThrottlingOnlyWhereThereWasAny() {
        String page = SweepPage.of(
                SweptDataset.of(List.of(new Setup(2, 256)), List.of(WorkloadClass.values()), "twin", "m"), "1");

        assertThat(CLASSES).contains("<figcaption>throttled share of time</figcaption>");
        assertThat(page)
                .contains("The power limit never held the GPUs under the clock set.")
                .doesNotContain("throttled share of time");
    }

    @Test
    void escapesWhatADatasetSays() {
        Dataset hostile = SweptDataset.of(
                List.of(SweptDataset.TP8),
                List.of(WorkloadClass.SMALL_SMALL),
                "live",
                "</td><script>alert(1)</script>{{charts}}");
        String page = SweepPage.of(hostile, "1");

        assertThat(page)
                .contains("--out 'a &lt;b&gt;'")
                .contains("&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#123;&#123;charts}}")
                .doesNotContain("<script>alert");
    }

    @Test
    void drawsNothingOfAnEmptyDataset() {
        String page = SweepPage.of(Dataset.empty(SweptDataset.classes().manifest()), "1");

        assertThat(sections(page)).containsExactly("missing");
        assertThat(charts(page)).isEmpty();
    }

    private static List<String> sections(String page) {
        return found(page, "<section id=\"([a-z0-9-]+)\">");
    }

    private static JsonObject chart(String page, String title) {
        return charts(page).stream()
                .map(JsonElement::getAsJsonObject)
                .filter(chart -> chart.get("title").getAsString().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(JsonObject chart) {
        return chart.getAsJsonArray("series").asList().stream()
                .map(series -> series.getAsJsonObject().get("name").getAsString())
                .toList();
    }

    private static List<JsonElement> charts(String page) {
        String json = found(page, "(?s)<script id=\"charts\" type=\"application/json\">(.*?)</script>")
                .get(0);
        return JsonParser.parseString(json).getAsJsonArray().asList();
    }

    private static List<String> found(String page, String pattern) {
        // The library's code is searched for nothing: it is not this project's, and the policy of the page binds it.
        String own = page.replaceFirst("(?s)<script>/\\*!.*?</script>", "<script></script>");
        Matcher matcher = Pattern.compile(pattern).matcher(own);
        List<String> all = new ArrayList<>();
        while (matcher.find()) {
            all.add(matcher.group(1));
        }
        return all;
    }
}
