package io.gpugovernor.daemon.scrape;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One sample of a metrics page.
 *
 * @param name sample name, with the suffix of a histogram's part
 * @param labels label values by label name
 * @param value any double, also infinite and not a number
 */
record Series(String name, Map<String, String> labels, double value) {

    /** Name and labels as the engine writes them, for messages. */
    String title() {
        if (labels.isEmpty()) {
            return name;
        }
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                        .collect(Collectors.joining(",", name + "{", "}"));
    }
}
