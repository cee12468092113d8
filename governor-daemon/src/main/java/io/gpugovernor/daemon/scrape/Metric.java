package io.gpugovernor.daemon.scrape;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A metric as a dialect names it: {@code name}, or {@code name{label=value,...}} for the series with these labels only.
 *
 * @param name name of a family; a counter's with its {@code _total}
 * @param labels values that labels must have
 * @param created the gauge in which Python's client says when a series of it began; what is asked for at every scrape has
 *     its name made once
 * @param pieces names of a histogram's samples, by their suffix
 */
record Metric(String name, Map<String, String> labels, String created, Map<String, String> pieces) {
    private static final String TOTAL = "_total";
    private static final List<String> HISTOGRAM_PARTS = List.of("_count", "_sum", "_bucket");
    private static final Pattern FORM = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{([a-zA-Z_][a-zA-Z0-9_]*=[^{},=]+(?:,[^{},=]+=[^{},=]+)*)})?");

    Metric(String name, Map<String, String> labels) {
        this(
                name,
                Map.copyOf(labels),
                family(name) + "_created",
                HISTOGRAM_PARTS.stream().collect(Collectors.toUnmodifiableMap(part -> part, part -> name + part)));
    }

    /** The metric that {@code text} names; empty if it has another form. */
    static Optional<Metric> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        if (form.group(2) != null) {
            for (String label : form.group(2).split(",", -1)) {
                int equals = label.indexOf('=');
                labels.put(
                        label.substring(0, equals).strip(),
                        label.substring(equals + 1).strip());
            }
        }
        return Optional.of(new Metric(form.group(1), labels));
    }

    /** Names to keep of a page so that this metric can be read, its moments of creation included. */
    Set<String> wanted() {
        return new HashSet<>(List.of(name, family(name), created));
    }

    /** The names of its samples. A gauge has no moment of creation. */
    Set<String> samples(Role.Kind kind) {
        Set<String> samples = new HashSet<>();
        parts(kind).forEach(part -> samples.add(name + part));
        if (kind != Role.Kind.GAUGE) {
            samples.add(created);
        }
        return samples;
    }

    /** What OpenMetrics calls a counter's family; the name of anything else. */
    private static String family(String name) {
        return name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name;
    }

    /** The series of this metric, or of its part with {@code suffix}. */
    List<Series> series(Exposition page, String suffix) {
        String piece = pieces.get(suffix);
        List<Series> all = page.series(piece == null ? name + suffix : piece);
        return labels.isEmpty() ? all : labelled(all);
    }

    /** This is asked at every scrape, where a stream would cost as much as the numbers. */
    private List<Series> labelled(List<Series> all) {
        List<Series> labelled = new ArrayList<>(1);
        for (Series series : all) {
            if (series.labels().entrySet().containsAll(labels.entrySet())) {
                labelled.add(series);
            }
        }
        return labelled;
    }

    boolean hasSeries(Exposition page, Role.Kind kind) {
        return parts(kind).stream().anyMatch(part -> !series(page, part).isEmpty());
    }

    /**
     * Whether a page shows this metric. A counter or histogram that has a type but no series counted nothing yet, and so
     * did a counter that has series of other labels. A gauge without series is unknown, unless nothing at all has a
     * series: then the engine has not made a step since it started (vLLM before version 1 creates a series at its first
     * value).
     */
    boolean isShown(Exposition page, Role.Kind kind) {
        if (hasSeries(page, kind)) {
            return true;
        }
        boolean declared = page.declares(name) || page.declares(family(name));
        return switch (kind) {
            case GAUGE -> declared && page.size() == 0;
            case COUNTER -> declared || !page.series(name).isEmpty();
            case HISTOGRAM -> declared;
        };
    }

    static List<String> parts(Role.Kind kind) {
        return kind == Role.Kind.HISTOGRAM ? HISTOGRAM_PARTS : List.of("");
    }

    @Override
    public String toString() {
        if (labels.isEmpty()) {
            return name;
        }
        List<String> sorted = new ArrayList<>();
        labels.forEach((label, value) -> sorted.add(label + "=" + value));
        return sorted.stream().sorted().collect(Collectors.joining(",", name + "{", "}"));
    }
}
