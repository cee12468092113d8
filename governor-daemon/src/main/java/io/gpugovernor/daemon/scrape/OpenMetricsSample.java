package io.gpugovernor.daemon.scrape;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * One sample as OpenMetrics writes it.
 *
 * @param line its line, the first one being 1
 * @param name sample name, with its type's suffix
 * @param labels label values by label name
 * @param value any double
 * @param time Unix time in seconds, if it has one
 * @param exemplar whether an exemplar follows
 */
record OpenMetricsSample(
        int line, String name, Map<String, String> labels, double value, OptionalDouble time, boolean exemplar) {

    /** Name and labels, for messages. */
    String title() {
        return new Series(name, labels, value).title();
    }

    ExpositionException problem(String problem) {
        return new ExpositionException(line, problem);
    }
}
