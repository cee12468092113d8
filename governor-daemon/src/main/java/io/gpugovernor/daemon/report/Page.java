package io.gpugovernor.daemon.report;

import io.gpugovernor.sim.evaluation.Results;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The report as one HTML page: styles, script, plotting library and numbers inside, nothing outside. */
public final class Page {
    private Page() {}

    /** The page for {@code results}. */
    public static String of(Results results, Facts facts) {
        List<Figure> figures = Report.figures(results);
        Map<String, String> places = new LinkedHashMap<>();
        places.put("command", Markup.text(facts.command()));
        places.put("version", Markup.text(facts.version()));
        places.put("machine", Markup.text(facts.machine()));
        places.put("runs", Said.whole(results.outcomes().size()));
        places.put("assumptions", Markup.items(facts.assumptions()));
        places.put(
                "sections",
                figures.stream()
                        .map(figure -> Markup.section(figure, facts.commandFor(figure)))
                        .collect(Collectors.joining("\n")));
        return Markup.page("report.html", places, figures);
    }
}
