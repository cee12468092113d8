package io.gpugovernor.sim.sweep.fit;

import io.gpugovernor.core.units.Megahertz;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How far a fitted profile is from the rows of one quantity that it was fitted to.
 *
 * @param quantity what was compared
 * @param rows how many rows have it
 * @param median median of the relative errors' sizes, 0.01 for one percent
 * @param worst the relative error that is largest, with its sign: positive where the profile says more than was measured
 * @param worstAt the clock of that row
 */
public record FitError(String quantity, int rows, double median, double worst, Megahertz worstAt) {
    /** One row's relative error. */
    record Miss(Megahertz clock, double error) {}

    static FitError of(String quantity, List<Miss> misses) {
        List<Miss> sorted = misses.stream()
                .sorted(Comparator.comparingDouble(miss -> Math.abs(miss.error())))
                .toList();
        Miss worst = sorted.get(sorted.size() - 1);
        double median = Math.abs(sorted.get(sorted.size() / 2).error());
        return new FitError(quantity, sorted.size(), median, worst.error(), worst.clock());
    }

    /** {@code time to first token: median 1.2 %, worst -4.0 % at 800 MHz, 42 rows}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: median %.1f %%, worst %+.1f %% at %s, %d rows",
                quantity,
                100 * median,
                100 * worst,
                worstAt,
                rows);
    }
}
