package io.gpugovernor.daemon.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.evaluation.Axes;
import io.gpugovernor.sim.evaluation.Cell;
import io.gpugovernor.sim.evaluation.Course;
import io.gpugovernor.sim.evaluation.Matrix;
import io.gpugovernor.sim.evaluation.Outcome;
import io.gpugovernor.sim.evaluation.Plan;
import io.gpugovernor.sim.evaluation.Results;
import io.gpugovernor.sim.evaluation.Setting;
import io.gpugovernor.sim.evaluation.Standard;
import io.gpugovernor.sim.evaluation.Stretch;
import io.gpugovernor.sim.evaluation.Study;
import io.gpugovernor.sim.evaluation.Workload;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.replay.TelemetryMode;
import io.gpugovernor.sim.tournament.Belief;
import io.gpugovernor.sim.tournament.Contender;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final Facts FACTS = new Facts(
            "./gpu-governor simulate --policy all --report 'a <b>.html'",
            "gpu-governor 1",
            "2 threads",
            List.of("a", "b"));
    private static final String PAGE = Page.of(made(EnumSet.allOf(Study.class)), FACTS);

    @Test
    void containsEveryFigure() {
        assertThat(sections(PAGE))
                .containsExactly(
                        "overall",
                        "attainment",
                        "load",
                        "switches",
                        "courses",
                        "telemetry",
                        "call",
                        "stall",
                        "error",
                        "knee",
                        "cold");
    }

    @Test
    void linksToEveryFigureAndNowhereElse() {
        assertThat(found(PAGE, "href=\"([^\"]*)\""))
                .containsExactlyElementsOf(
                        sections(PAGE).stream().map(id -> "#" + id).toList());
    }

    @Test
    void loadsNothingFromOutside() {
        assertThat(found(PAGE, "<(link|img|iframe|object|embed|base)\\b")).isEmpty();
        assertThat(found(PAGE, "\\b(src|srcset|action)=\"")).isEmpty();
        assertThat(found(PAGE, "(@import|url\\(|sourceMappingURL)")).isEmpty();
        assertThat(PAGE).contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';");
    }

    @Test
    void carriesTheLibraryAndItsLicence() {
        assertThat(PAGE).contains("Chart.js v4.5.1").contains("Permission is hereby granted, free of charge");
    }

    @Test
    void hasACanvasForEveryChartAndATableBesideThem() {
        List<JsonElement> charts = charts();

        assertThat(charts)
                .hasSizeGreaterThan(20)
                .hasSize(found(PAGE, "(<canvas)").size());
        assertThat(found(PAGE, "(<table>)")).hasSizeGreaterThanOrEqualTo(9);
        assertThat(found(PAGE, "(\\{\\{|\\bNaN\\b)"))
                .as("places left open, and no numbers")
                .isEmpty();
    }

    @Test
    void saysThatItIsSimulatedAndWhatItAssumes() {
        assertThat(PAGE).contains("Everything here is simulated.").contains("<li>a</li>\n<li>b</li>");
    }

    @Test
    void givesEachFigureItsCommandWithItsSignsEscaped() {
        assertThat(found(PAGE, "<pre>(.*? --study .*?)</pre>"))
                .contains(
                        "./gpu-governor simulate --policy all --report 'a &lt;b&gt;.html' --study telemetry",
                        "./gpu-governor simulate --policy all --report 'a &lt;b&gt;.html' --study loads,classes,shapes,scheduling")
                .hasSize(sections(PAGE).size());
        assertThat(PAGE).doesNotContain("a <b>");
    }

    @Test
    void leavesOutFiguresWithoutResults() {
        String page = Page.of(made(EnumSet.of(Study.KNEE)), FACTS);

        assertThat(sections(page)).containsExactly("knee");
    }

    @Test
    void marksABrokenPromise() {
        assertThat(found(PAGE, "<td class=\"broken\">(.*?)</td>"))
                .isNotEmpty()
                .allMatch(cell -> cell.equals("40.0 % (0.9800) ✗"));
        assertThat(PAGE).contains("<td>50.0 % (0.9950)</td>");
    }

    /** Slack saves a half and keeps the promise, agft 40 percent and does not, the others save nothing. */
    private static Results made(Set<Study> studies) {
        Setting base = new Setting(
                new Workload.Generated(WorkloadPreset.CODE),
                Course.parse("55"),
                HardwareProfiles.load("h100-llama-8b"),
                Slo.of(Duration.ofMillis(600), Duration.ofMillis(100), new Ratio(0.99)),
                Duration.ofMinutes(2),
                new TelemetryMode.Scrape(Duration.ofMillis(250)),
                SwitchTiming.DEFAULT,
                Belief.EXACT);
        Matrix matrix = Plan.over(new Axes(
                Standard.reference(base, Optional.empty()),
                Standard.settings(base, Optional.empty()),
                Contender.parseAll("all"),
                1,
                2,
                studies));
        Map<String, Outcome> outcomes = new HashMap<>();
        matrix.cells().forEach((key, cell) -> outcomes.put(key, outcome(cell)));
        return new Results(matrix, outcomes, 0);
    }

    private static Outcome outcome(Cell cell) {
        String policy = cell.contender().name();
        double joules = policy.equals("slack") ? 600 : policy.equals("agft") ? 720 : 1200;
        double kept = policy.equals("agft") ? 0.98 : 0.995;
        List<Stretch> course = new ArrayList<>();
        for (int i = 0; cell.watched() && i < 12; i++) {
            course.add(new Stretch(10 * i, joules / 12, 1200, 0.1, 0.02, 5, 3));
        }
        return new Outcome(100, 100, joules, 120, kept, 1, kept, 36, 1200, 0.1, course);
    }

    private static List<String> sections(String page) {
        return found(page, "<section id=\"([a-z]+)\">");
    }

    private static List<JsonElement> charts() {
        String json = found(PAGE, "(?s)<script id=\"charts\" type=\"application/json\">(.*?)</script>")
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
