package io.gpugovernor.daemon.scrape;

import java.util.List;

/** Whole numbers of things, which a metrics page writes as floating point. */
final class Counts {
    /** Above this a double no longer tells neighbouring whole numbers apart. */
    private static final double LARGEST_EXACT = 0x1p53;

    private Counts() {}

    /** The series' values added up: engines that serve together share one load. */
    static long sum(List<Series> series) throws ImplausibleMetricException {
        long sum = 0;
        for (Series one : series) {
            sum += of(one);
        }
        return sum;
    }

    /** @throws ImplausibleMetricException if the value is negative, fractional, not finite or too large to be exact */
    static long of(Series series) throws ImplausibleMetricException {
        double value = series.value();
        if (!(value >= 0 && value <= LARGEST_EXACT && value == Math.rint(value))) {
            throw new ImplausibleMetricException(
                    "reports " + value + " as " + series.title() + ", which counts things: restart the engine");
        }
        return (long) value;
    }
}
