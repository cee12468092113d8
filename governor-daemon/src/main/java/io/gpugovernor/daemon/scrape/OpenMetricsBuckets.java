package io.gpugovernor.daemon.scrape;

/** Whether the parts of one histogram at one time fit together. */
final class OpenMetricsBuckets {
    private final OpenMetricsType type;

    private double bound = Double.NEGATIVE_INFINITY;
    private double cumulative;
    private double count = Double.NaN;
    private double sum = Double.NaN;
    private boolean started;
    private boolean negative;

    OpenMetricsBuckets(OpenMetricsType type) {
        this.type = type;
    }

    /** @throws ExpositionException if buckets stand out of order, or count fewer than the one before */
    void add(OpenMetricsSample sample, String suffix) throws ExpositionException {
        switch (suffix) {
            case "_bucket" -> addBucket(sample);
            case "_count", "_gcount" -> count = sample.value();
            case "_sum", "_gsum" -> sum = sample.value();
            default -> {}
        }
    }

    private void addBucket(OpenMetricsSample sample) throws ExpositionException {
        double next = OpenMetricsValues.number(sample.labels().getOrDefault("le", ""));
        if (started && next <= bound) {
            throw sample.problem("buckets must ascend, but " + sample.title() + " stands behind " + bound);
        }
        if (started && sample.value() < cumulative) {
            throw sample.problem(sample.title() + " counts fewer than the bucket before");
        }
        started = true;
        bound = next;
        cumulative = sample.value();
        negative |= next < 0;
    }

    /**
     * Checks the whole when the last part was added.
     *
     * @param last its last sample
     * @throws ExpositionException if parts are missing or contradict each other
     */
    void end(OpenMetricsSample last) throws ExpositionException {
        boolean counted = !Double.isNaN(count);
        boolean summed = !Double.isNaN(sum);
        if (bound != Double.POSITIVE_INFINITY) {
            throw problem(last, "has no +Inf bucket");
        }
        if (counted != summed) {
            throw problem(last, counted ? "has a count without a sum" : "has a sum without a count");
        }
        if (counted && count != cumulative) {
            throw problem(last, "counts " + count + " observations but " + cumulative + " in its +Inf bucket");
        }
        if (type == OpenMetricsType.HISTOGRAM && negative && summed) {
            throw problem(last, "has a bucket below zero, so its sum may fall and must not be shown");
        }
        if (sum < 0 && !negative) {
            throw problem(last, "has a negative sum but no bucket below zero");
        }
    }

    private static ExpositionException problem(OpenMetricsSample last, String problem) {
        return last.problem("the histogram that ends with " + last.title() + " " + problem);
    }
}
