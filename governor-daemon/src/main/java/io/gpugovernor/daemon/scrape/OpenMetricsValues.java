package io.gpugovernor.daemon.scrape;

import org.jspecify.annotations.Nullable;

/** What a sample's value and its type's own label may be, by its type. */
final class OpenMetricsValues {
    private final String family;
    private final OpenMetricsType type;

    OpenMetricsValues(String family, OpenMetricsType type) {
        this.family = family;
        this.type = type;
    }

    /** The label that tells the samples of one metric apart: a bucket's bound, a quantile, a state; null if none. */
    @Nullable
    String ownLabel(String suffix) {
        return switch (type) {
            case HISTOGRAM, GAUGEHISTOGRAM -> type.isBucket(suffix) ? "le" : null;
            case SUMMARY -> suffix.isEmpty() ? "quantile" : null;
            case STATESET -> family;
            case COUNTER, GAUGE, INFO, UNKNOWN -> null;
        };
    }

    /** @throws ExpositionException if the sample cannot be one of this type */
    void check(OpenMetricsSample sample, String suffix) throws ExpositionException {
        if (sample.exemplar() && !type.takesExemplar(suffix)) {
            throw sample.problem("only buckets and a counter's _total take an exemplar, not " + sample.title());
        }
        String label = ownLabel(suffix);
        if (label != null) {
            String text = sample.labels().get(label);
            if (text == null) {
                throw sample.problem(sample.title() + " of a " + type.word() + " lacks the label " + label);
            }
            checkOwnLabel(sample, label, text);
        }
        checkValue(sample, suffix);
    }

    private void checkOwnLabel(OpenMetricsSample sample, String label, String text) throws ExpositionException {
        if (type == OpenMetricsType.SUMMARY && !(number(text) >= 0 && number(text) <= 1)) {
            throw sample.problem(sample.title() + " must have a quantile of 0 to 1");
        }
        if (type.hasBuckets()) {
            double bound = number(text);
            if (Double.isNaN(bound) || (bound == Double.POSITIVE_INFINITY && !text.equals("+Inf"))) {
                throw sample.problem(sample.title() + " must have a number or +Inf as " + label);
            }
        }
    }

    private void checkValue(OpenMetricsSample sample, String suffix) throws ExpositionException {
        double value = sample.value();
        boolean counts = isCount(suffix);
        if (type == OpenMetricsType.INFO && value != 1) {
            throw sample.problem(sample.title() + " of an info must be 1");
        }
        if (type == OpenMetricsType.STATESET && value != 0 && value != 1) {
            throw sample.problem(sample.title() + " of a stateset must be 0 or 1");
        }
        if (value < 0 && (counts || isSum(suffix) || ownLabel(suffix) != null)) {
            throw sample.problem(sample.title() + " of a " + type.word() + " must not be negative");
        }
        if (Double.isNaN(value) && (counts || isSum(suffix) || suffix.equals("_gsum"))) {
            throw sample.problem(sample.title() + " of a " + type.word() + " must not be NaN");
        }
        if (counts && type != OpenMetricsType.COUNTER && value != Math.rint(value)) {
            throw sample.problem(sample.title() + " counts, so it must be a whole number");
        }
    }

    private boolean isCount(String suffix) {
        return type.isBucket(suffix)
                || suffix.equals("_count")
                || suffix.equals("_gcount")
                || (type == OpenMetricsType.COUNTER && suffix.equals("_total"));
    }

    private static boolean isSum(String suffix) {
        return suffix.equals("_sum");
    }

    /** The number, or not a number if it is none. */
    static double number(String text) {
        try {
            return Numbers.parse(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
