package io.gpugovernor.daemon.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An axis of a chart.
 *
 * @param title quantity and unit
 * @param logarithmic whether equal distances are equal factors
 * @param mark a value with a line across the chart, such as a target; null for none
 * @param ticks names of the values 0, 1, 2 and so on; empty for numbers
 */
record Axis(String title, boolean logarithmic, @Nullable Double mark, List<String> ticks) {
    static Axis of(String title) {
        return new Axis(title, false, null, List.of());
    }

    static Axis logarithmic(String title) {
        return new Axis(title, true, null, List.of());
    }

    static Axis named(String title, List<String> ticks) {
        return new Axis(title, false, null, ticks);
    }

    Axis marking(double value) {
        return new Axis(title, logarithmic, value, ticks);
    }
}
