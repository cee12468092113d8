package io.gpugovernor.sim.gpu;

import io.gpugovernor.core.units.Megahertz;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A quantity measured at some clocks, linear in between and along the outermost pieces beyond.
 *
 * <p>The unit of the value is its user's business; a profile's keys say it.
 */
public final class ClockCurve {
    private final double[] clocks;
    private final double[] values;

    /** @throws IllegalArgumentException if there are fewer than two points, or a value is not finite */
    public ClockCurve(Map<Megahertz, Double> points) {
        SortedMap<Megahertz, Double> sorted = new TreeMap<>(points);
        if (sorted.size() < 2) {
            throw new IllegalArgumentException("a curve over clocks needs at least two points");
        }
        clocks = new double[sorted.size()];
        values = new double[sorted.size()];
        int point = 0;
        for (Map.Entry<Megahertz, Double> entry : sorted.entrySet()) {
            if (!Double.isFinite(entry.getValue())) {
                throw new IllegalArgumentException("a curve over clocks needs finite values");
            }
            clocks[point] = entry.getKey().value();
            values[point] = entry.getValue();
            point++;
        }
    }

    /** The points it was made of. */
    public SortedMap<Megahertz, Double> points() {
        SortedMap<Megahertz, Double> points = new TreeMap<>();
        for (int i = 0; i < clocks.length; i++) {
            points.put(new Megahertz((int) clocks[i]), values[i]);
        }
        return points;
    }

    double at(double megahertz) {
        int upper = 1;
        while (upper < clocks.length - 1 && clocks[upper] < megahertz) {
            upper++;
        }
        double share = (megahertz - clocks[upper - 1]) / (clocks[upper] - clocks[upper - 1]);
        return values[upper - 1] + share * (values[upper] - values[upper - 1]);
    }
}
