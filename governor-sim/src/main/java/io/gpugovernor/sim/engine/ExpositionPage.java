package io.gpugovernor.sim.engine;

import io.gpugovernor.core.telemetry.Histogram;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes one page of Prometheus text, version 0.0.4, in the habits of Python's client library: values with a decimal
 * point, labels in alphabetical order, and beside every counter and histogram a gauge {@code _created} with the Unix
 * time at which it began to count.
 */
final class ExpositionPage {
    /**
     * One value of a family.
     *
     * @param labels labels beyond those that the whole page shares
     */
    record Sample(Map<String, String> labels, double value) {
        static Sample of(double value) {
            return new Sample(Map.of(), value);
        }

        static Sample of(String label, String labelValue, double value) {
            return new Sample(Map.of(label, labelValue), value);
        }
    }

    private final StringBuilder text = new StringBuilder(1 << 16);
    private final Map<String, String> shared;
    private final double created;

    /**
     * @param shared labels of every sample but those of {@link #bareGauge}
     * @param created Unix time in seconds at which all counting began
     */
    ExpositionPage(Map<String, String> shared, double created) {
        this.shared = shared;
        this.created = created;
    }

    void gauge(String name, String help, Sample... samples) {
        family(name, "gauge", help);
        for (Sample sample : samples) {
            line(name, withShared(sample.labels()), sample.value());
        }
    }

    /** A gauge with no labels but its own. */
    void bareGauge(String name, String help, Map<String, String> labels, double value) {
        family(name, "gauge", help);
        line(name, new TreeMap<>(labels), value);
    }

    /** @param name without {@code _total} */
    void counter(String name, String help, Sample... samples) {
        family(name + "_total", "counter", help);
        for (Sample sample : samples) {
            line(name + "_total", withShared(sample.labels()), sample.value());
        }
        family(name + "_created", "gauge", help);
        for (Sample sample : samples) {
            line(name + "_created", withShared(sample.labels()), created);
        }
    }

    void histogram(String name, String help, Histogram histogram) {
        family(name, "histogram", help);
        double[] bounds = histogram.bounds();
        long[] cumulative = histogram.cumulative();
        for (int i = 0; i < bounds.length; i++) {
            line(name + "_bucket", withShared(Map.of("le", number(bounds[i]))), cumulative[i]);
        }
        line(name + "_bucket", withShared(Map.of("le", "+Inf")), histogram.count());
        line(name + "_count", withShared(Map.of()), histogram.count());
        line(name + "_sum", withShared(Map.of()), histogram.sum());
        family(name + "_created", "gauge", help);
        line(name + "_created", withShared(Map.of()), created);
    }

    String text() {
        return text.toString();
    }

    private void family(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void line(String name, SortedMap<String, String> labels, double value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append(labels.entrySet().stream()
                    .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
                    .collect(Collectors.joining(",", "{", "}")));
        }
        text.append(' ').append(number(value)).append('\n');
    }

    private SortedMap<String, String> withShared(Map<String, String> own) {
        SortedMap<String, String> all = new TreeMap<>(shared);
        all.putAll(own);
        return all;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** Java writes 1.5E10 where Python and Go write 1.5e+10. */
    private static String number(double value) {
        String java = Double.toString(value);
        int at = java.indexOf('E');
        if (at < 0) {
            return java;
        }
        int exponent = Integer.parseInt(java.substring(at + 1));
        String digits = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return java.substring(0, at) + (exponent < 0 ? "e-" : "e+") + digits;
    }
}
