package io.gpugovernor.daemon.scrape;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The family that a page is speaking of: its metadata, then its samples, one metric after the other. */
final class OpenMetricsFamily {
    private final String name;
    private final Set<String> metadata = new HashSet<>();
    private final Set<String> metrics = new HashSet<>();

    private OpenMetricsType type = OpenMetricsType.UNKNOWN;
    private boolean unit;
    private boolean sampled;
    private boolean broken;
    private @Nullable OpenMetricsMetric metric;
    private String metricKey = "";

    OpenMetricsFamily(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    OpenMetricsType type() {
        return type;
    }

    /** Forgoes what is checked at the end: a line of this family could not be read, so something would be missing. */
    void breakOff() {
        broken = true;
    }

    /**
     * Takes a line of metadata.
     *
     * @param keyword {@code HELP}, {@code TYPE} or {@code UNIT}
     * @throws ExpositionException if it stands in the wrong place or says something impossible
     */
    void describe(int line, String keyword, String text) throws ExpositionException {
        if (sampled) {
            throw new ExpositionException(line, keyword + " of " + name + " must stand before its samples");
        }
        if (!metadata.add(keyword)) {
            throw new ExpositionException(line, keyword + " of " + name + " stands twice");
        }
        if (keyword.equals("TYPE")) {
            type = OpenMetricsType.of(text)
                    .orElseThrow(
                            () -> new ExpositionException(line, name + " has an unknown type, " + Excerpt.of(text)));
        }
        if (keyword.equals("UNIT") && !text.isEmpty()) {
            unit = true;
            if (!name.endsWith("_" + text)) {
                throw new ExpositionException(line, name + " must end with _ and its unit, " + Excerpt.of(text));
            }
        }
        if (unit && !type.hasUnit()) {
            throw new ExpositionException(line, name + " is of type " + type.word() + ", which has no unit");
        }
    }

    /** What its samples may be called. */
    List<String> sampleNames() {
        return type.suffixes().stream().map(suffix -> name + suffix).toList();
    }

    /** @throws ExpositionException if the sample is not possible here */
    void add(OpenMetricsSample sample) throws ExpositionException {
        sampled = true;
        String suffix = sample.name().substring(name.length());
        OpenMetricsValues values = new OpenMetricsValues(name, type);
        values.check(sample, suffix);
        OpenMetricsMetric current = metricOf(sample, values.ownLabel(suffix));
        current.add(sample, suffix);
    }

    private OpenMetricsMetric metricOf(OpenMetricsSample sample, @Nullable String ownLabel) throws ExpositionException {
        Map<String, String> labels = new HashMap<>(sample.labels());
        labels.remove(ownLabel);
        String key = SeriesKey.of("", labels);
        if (metric == null || !key.equals(metricKey)) {
            OpenMetricsMetric previous = metric;
            metric = new OpenMetricsMetric(type, sample);
            metricKey = key;
            if (!metrics.add(key)) {
                throw sample.problem("the samples of one metric must stand together, but " + sample.title()
                        + " follows another metric of " + name);
            }
            if (previous != null && !broken) {
                previous.end();
            }
        }
        return metric;
    }

    /** @throws ExpositionException if its last metric lacks something */
    void end() throws ExpositionException {
        if (metric != null && !broken) {
            metric.end();
        }
    }
}
