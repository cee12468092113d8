package io.gpugovernor.daemon.report;

import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;

/**
 * A point of a chart.
 *
 * @param low least value over the seeds, {@code y} if there is one
 * @param high largest value over the seeds
 * @param label what it stands for, where the axes do not say
 */
record Dot(double x, double y, double low, double high, String label) {
    /** The mean of {@code values}, with their range. */
    static Dot of(double x, DoubleStream values, String label) {
        DoubleSummaryStatistics over = values.summaryStatistics();
        return new Dot(x, over.getAverage(), over.getMin(), over.getMax(), label);
    }
}
