package io.gpugovernor.daemon.report;

import com.google.gson.Gson;
import io.gpugovernor.sim.evaluation.Results;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The report as one HTML page: styles, script, plotting library and numbers inside, nothing outside. */
public final class Page {
    private static final String CHART_JS = "/META-INF/resources/webjars/chart.js/4.5.1/";
    /** Gson escapes the signs that could end a script in HTML. */
    private static final Gson JSON = new Gson();

    private Page() {}

    /** The page for {@code results}. */
    public static String of(Results results, Facts facts) {
        List<Figure> figures = Report.figures(results);
        String sections = figures.stream().map(figure -> section(figure, facts)).collect(Collectors.joining("\n"));
        String links = figures.stream()
                .map(figure -> "<a href=\"#" + figure.id() + "\">" + text(figure.title()) + "</a>")
                .collect(Collectors.joining("\n"));
        String charts = JSON.toJson(
                figures.stream().flatMap(figure -> figure.charts().stream()).toList());
        return resource("report.html")
                .replace("{{styles}}", resource("report.css"))
                .replace("{{command}}", text(facts.command()))
                .replace("{{version}}", text(facts.version()))
                .replace("{{machine}}", text(facts.machine()))
                .replace("{{runs}}", Said.whole(results.outcomes().size()))
                .replace(
                        "{{assumptions}}",
                        facts.assumptions().stream()
                                .map(line -> "<li>" + text(line) + "</li>")
                                .collect(Collectors.joining("\n")))
                .replace("{{links}}", links)
                .replace("{{sections}}", sections)
                .replace("{{licence}}", text(resource(CHART_JS + "LICENSE.md").strip()))
                .replace("{{charts}}", charts)
                .replace("{{script}}", resource("report.js"))
                .replace("{{library}}", library());
    }

    /** Without its note on a source map, which would be looked for beside the page. */
    private static String library() {
        return resource(CHART_JS + "dist/chart.umd.min.js").replaceAll("(?m)^//# sourceMappingURL=.*$", "");
    }

    private static String section(Figure figure, Facts facts) {
        StringBuilder html =
                new StringBuilder("<section id=\"" + figure.id() + "\">\n<h2>" + text(figure.title()) + "</h2>\n");
        figure.words().forEach(line -> html.append("<p>").append(text(line)).append("</p>\n"));
        if (!figure.charts().isEmpty()) {
            html.append("<div class=\"charts\">\n");
            for (Chart chart : figure.charts()) {
                html.append("<figure><figcaption>")
                        .append(text(chart.title()))
                        .append("</figcaption><div class=\"canvas\"><canvas role=\"img\" aria-label=\"")
                        .append(text(figure.title() + ", " + chart.title() + "; its numbers are in the table"))
                        .append("\"></canvas></div></figure>\n");
            }
            html.append("</div>\n");
        }
        figure.tables().forEach(table -> html.append(table(table)));
        return html.append("<pre>")
                .append(text(facts.commandFor(figure)))
                .append("</pre>\n</section>")
                .toString();
    }

    private static String table(Table table) {
        return "<div class=\"scroll\"><table>\n<thead><tr>"
                + table.head().stream()
                        .map(cell -> "<th>" + text(cell) + "</th>")
                        .collect(Collectors.joining())
                + "</tr></thead>\n<tbody>\n"
                + table.rows().stream().map(Page::row).collect(Collectors.joining("\n"))
                + "\n</tbody></table></div>\n";
    }

    private static String row(List<String> row) {
        return "<tr>"
                + row.stream()
                        .map(cell -> (cell.endsWith("✗") ? "<td class=\"broken\">" : "<td>") + text(cell) + "</td>")
                        .collect(Collectors.joining())
                + "</tr>";
    }

    private static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program's own jars");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + name + " from the program's own jars", unreadable);
        }
    }
}
