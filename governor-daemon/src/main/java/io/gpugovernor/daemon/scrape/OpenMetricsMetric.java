package io.gpugovernor.daemon.scrape;

import java.util.HashSet;
import java.util.Set;

/** The samples of one metric: one label set of a family, at one time or at several in a row. */
final class OpenMetricsMetric {
    private final OpenMetricsType type;
    private final Set<String> seen = new HashSet<>();
    private OpenMetricsBuckets buckets;
    private OpenMetricsSample last;

    /** @param first its first sample, which is still to be added */
    OpenMetricsMetric(OpenMetricsType type, OpenMetricsSample first) {
        this.type = type;
        this.buckets = new OpenMetricsBuckets(type);
        this.last = first;
    }

    /** @throws ExpositionException if the sample cannot follow those before */
    void add(OpenMetricsSample sample, String suffix) throws ExpositionException {
        if (sample.time().isPresent() != last.time().isPresent()) {
            throw sample.problem("either all samples of " + sample.title() + " have a timestamp or none");
        }
        if (sample.time().orElse(0) < last.time().orElse(0)) {
            throw sample.problem("the timestamps of " + sample.title() + " go backwards");
        }
        if (sample.time().orElse(0) > last.time().orElse(0)) {
            end();
            buckets = new OpenMetricsBuckets(type);
            seen.clear();
        }
        last = sample;
        if (!seen.add(SeriesKey.of(sample.name(), sample.labels()))
                && sample.time().isEmpty()) {
            throw sample.problem(sample.title() + " stands twice");
        }
        if (type.hasBuckets()) {
            buckets.add(sample, suffix);
        }
    }

    /** @throws ExpositionException if something is missing */
    void end() throws ExpositionException {
        if (type.hasBuckets()) {
            buckets.end(last);
        }
    }
}
