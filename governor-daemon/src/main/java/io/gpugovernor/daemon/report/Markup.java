package io.gpugovernor.daemon.report;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Figures as HTML, and the parts that every page carries within itself: styles, script, plotting library. */
final class Markup {
    private static final String CHART_JS = "/META-INF/resources/webjars/chart.js/4.5.1/";
    /** Gson escapes the signs that could end a script in HTML. */
    private static final Gson JSON = new Gson();

    private Markup() {}

    /**
     * A page from its template.
     *
     * @param places what goes into the template's places, as HTML
     */
    static String page(String template, Map<String, String> places, List<Figure> figures) {
        String page = resource(template);
        for (Map.Entry<String, String> place : places.entrySet()) {
            page = page.replace("{{" + place.getKey() + "}}", place.getValue());
        }
        String charts = JSON.toJson(
                figures.stream().flatMap(figure -> figure.charts().stream()).toList());
        return page.replace("{{styles}}", resource("report.css"))
                .replace("{{links}}", links(figures))
                .replace("{{licence}}", text(resource(CHART_JS + "LICENSE.md").strip()))
                .replace("{{charts}}", charts)
                .replace("{{script}}", resource("report.js"))
                .replace("{{library}}", library());
    }

    /** A figure without the command that makes it. */
    static String section(Figure figure) {
        return section(figure, "");
    }

    /** A figure, with the command that makes it alone. */
    static String section(Figure figure, String command) {
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
        if (!figure.tables().isEmpty()) {
            html.append("<div class=\"tables\">\n");
            figure.tables().forEach(table -> html.append(table(table)));
            html.append("</div>\n");
        }
        if (!command.isEmpty()) {
            html.append("<pre>").append(text(command)).append("</pre>\n");
        }
        return html.append("</section>").toString();
    }

    static String table(Table table) {
        String scroll = table.prose() ? "<div class=\"scroll prose\"><table>" : "<div class=\"scroll\"><table>";
        String caption = table.caption().isEmpty() ? "" : "<caption>" + text(table.caption()) + "</caption>";
        return scroll
                + caption
                + "\n<thead><tr>"
                + table.head().stream()
                        .map(cell -> "<th>" + text(cell) + "</th>")
                        .collect(Collectors.joining())
                + "</tr></thead>\n<tbody>\n"
                + table.rows().stream().map(Markup::row).collect(Collectors.joining("\n"))
                + "\n</tbody></table></div>\n";
    }

    static String items(List<String> lines) {
        return lines.stream().map(line -> "<li>" + text(line) + "</li>").collect(Collectors.joining("\n"));
    }

    /** Plain text as HTML; what looks like a place of a template stays text. */
    static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("{{", "&#123;&#123;");
    }

    private static String links(List<Figure> figures) {
        return figures.stream()
                .map(figure -> "<a href=\"#" + figure.id() + "\">" + text(figure.title()) + "</a>")
                .collect(Collectors.joining("\n"));
    }

    /** Without its note on a source map, which would be looked for beside the page. */
    private static String library() {
        return resource(CHART_JS + "dist/chart.umd.min.js").replaceAll("(?m)^//# sourceMappingURL=.*$", "");
    }

    private static String row(List<String> row) {
        return "<tr>"
                + row.stream()
                        .map(cell -> (cell.endsWith("✗") ? "<td class=\"broken\">" : "<td>") + text(cell) + "</td>")
                        .collect(Collectors.joining())
                + "</tr>";
    }

    private static String resource(String name) {
        try (InputStream in = Markup.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program's own jars");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + name + " from the program's own jars", unreadable);
        }
    }
}
