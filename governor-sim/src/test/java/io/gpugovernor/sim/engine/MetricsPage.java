package io.gpugovernor.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of Prometheus text, read strictly, for tests. */
public final class MetricsPage {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"(?:,|$)");

    private record Sample(String name, Map<String, String> labels, double value) {}

    private final Map<String, String> types = new LinkedHashMap<>();
    private final List<Sample> samples = new ArrayList<>();

    public static MetricsPage parse(String text) {
        assertThat(text).endsWith("\n");
        MetricsPage page = new MetricsPage();
        text.lines().forEach(page::line);
        return page;
    }

    private void line(String line) {
        if (line.startsWith("# TYPE ")) {
            String[] words = line.split(" ", -1);
            assertThat(types.put(words[2], words[3])).as("types of " + words[2]).isNull();
        } else if (!line.startsWith("#")) {
            Matcher sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            Map<String, String> labels = new TreeMap<>();
            Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
            int end = 0;
            while (label.find()) {
                assertThat(label.start()).as(line).isEqualTo(end);
                labels.put(label.group(1), label.group(2));
                end = label.end();
            }
            samples.add(new Sample(sample.group(1), labels, Double.parseDouble(sample.group(3))));
        }
    }

    /** Families and their types, in order. */
    Map<String, String> types() {
        return types;
    }

    /** Names of samples, in order; {@code le} bounds of buckets appended. */
    Set<String> seriesWithBounds() {
        Set<String> found = new LinkedHashSet<>();
        samples.forEach(sample -> found.add(sample.name()
                + (sample.labels().containsKey("le") ? " " + sample.labels().get("le") : "")));
        return found;
    }

    /** Label names of the samples called {@code name}. */
    Set<String> labelNames(String name) {
        Set<String> found = new TreeSet<>();
        samples.stream()
                .filter(sample -> sample.name().equals(name))
                .forEach(sample -> found.addAll(sample.labels().keySet()));
        return found;
    }

    /** Values of label {@code label} in the samples called {@code name}, in order. */
    List<String> labelValues(String name, String label) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .map(sample -> String.valueOf(sample.labels().get(label)))
                .toList();
    }

    Set<String> names() {
        Set<String> found = new LinkedHashSet<>();
        samples.forEach(sample -> found.add(sample.name()));
        return found;
    }

    /** Sum of the samples called {@code name}; fails if there are none. */
    public double sum(String name) {
        List<Sample> found =
                samples.stream().filter(sample -> sample.name().equals(name)).toList();
        assertThat(found).as("samples of " + name).isNotEmpty();
        return found.stream().mapToDouble(Sample::value).sum();
    }

    /** The one sample called {@code name} with this label. */
    double value(String name, String label, String labelValue) {
        List<Sample> found = samples.stream()
                .filter(sample -> sample.name().equals(name)
                        && labelValue.equals(sample.labels().get(label)))
                .toList();
        assertThat(found).as(name + " with " + label + "=" + labelValue).hasSize(1);
        return found.get(0).value();
    }

    /** Requests that are owed their first token, from the page alone. */
    public double firstTokenDebt() {
        return sum("vllm:request_success_total")
                + sum("vllm:num_requests_running")
                + sum("vllm:num_requests_waiting")
                - sum("vllm:time_to_first_token_seconds_count");
    }
}
