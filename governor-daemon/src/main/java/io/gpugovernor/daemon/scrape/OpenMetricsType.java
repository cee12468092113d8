package io.gpugovernor.daemon.scrape;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The metric types of OpenMetrics, and what the samples of each are called. */
enum OpenMetricsType {
    COUNTER("_total", "_created"),
    GAUGE(""),
    HISTOGRAM("_bucket", "_sum", "_count", "_created"),
    GAUGEHISTOGRAM("_bucket", "_gsum", "_gcount"),
    SUMMARY("", "_sum", "_count", "_created"),
    INFO("_info"),
    STATESET(""),
    UNKNOWN("");

    @SuppressWarnings("ImmutableEnumChecker") // The lists of List.of cannot change.
    private final List<String> suffixes;

    OpenMetricsType(String... suffixes) {
        this.suffixes = List.of(suffixes);
    }

    /** The type as a page writes it. */
    static Optional<OpenMetricsType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a sample's name may add to its family's. */
    List<String> suffixes() {
        return suffixes;
    }

    /** Whether a family of this type may have a unit: what counts states or describes has none. */
    boolean hasUnit() {
        return this != INFO && this != STATESET;
    }

    /** Whether a sample with this suffix may carry an exemplar. */
    boolean takesExemplar(String suffix) {
        return (this == COUNTER && suffix.equals("_total")) || isBucket(suffix);
    }

    boolean isBucket(String suffix) {
        return hasBuckets() && suffix.equals("_bucket");
    }

    boolean hasBuckets() {
        return this == HISTOGRAM || this == GAUGEHISTOGRAM;
    }
}
