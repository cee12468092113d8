package io.gpugovernor.sim.trace;

import java.util.List;

/**
 * From time in the trace to time in the replay, exactly.
 *
 * <p>With the rate multiplier {@code m(t)}, trace time passes at {@code m(t)} per unit of replay time. A request of trace
 * time {@code w} arrives at the first {@code t} at which {@code W(t) = integral of m from 0 to t} reaches {@code w}. As m
 * is linear between two knots, {@code m(t0 + x) = a + s x}, W is quadratic there, and with {@code r = w - W(t0)}
 *
 * <pre>x = 2 r / (a + sqrt(a^2 + 2 s r))</pre>
 *
 * <p>which is the stable form of the root: it holds for s = 0, and loses no digits where s is small. All times are in
 * nanoseconds.
 */
final class TimeWarp {
    private final double[] multipliers;
    private final double[] reached;
    private final double spacing;
    private int segment;
    private double latest;

    /** A warp over {@code nanos}, with the load of {@code profile} times {@code scale}. */
    TimeWarp(LoadProfile profile, RateScale scale, long nanos) {
        List<LoadLevel> levels = profile.levels();
        int segments = Math.max(1, levels.size() - 1);
        spacing = (double) nanos / segments;
        multipliers = new double[segments + 1];
        reached = new double[segments + 1];
        for (int i = 0; i <= segments; i++) {
            multipliers[i] =
                    scale.factor() * levels.get(Math.min(i, levels.size() - 1)).multiplier();
            reached[i] = i == 0 ? 0 : reached[i - 1] + spacing * (multipliers[i - 1] + multipliers[i]) / 2;
        }
    }

    /** Trace time that passes in the whole replay. */
    double total() {
        return reached[reached.length - 1];
    }

    /** Replay time at which trace time {@code w} is reached; ask in ascending order, from 0 to {@link #total()}. */
    double at(double w) {
        while (w > reached[segment + 1] && segment + 2 < reached.length) {
            segment++;
        }
        double remainder = w - reached[segment];
        if (remainder <= 0) {
            return latest;
        }
        double start = multipliers[segment];
        double slope = (multipliers[segment + 1] - start) / spacing;
        // Rounding can push the root's argument below 0, and x past the knot, where the load falls to 0.
        double root = Math.sqrt(Math.max(0, start * start + 2 * slope * remainder));
        double time = segment * spacing + Math.min(spacing, 2 * remainder / (start + root));
        // Two results may differ by less than rounding does; they must still ascend.
        latest = Math.max(latest, time);
        return latest;
    }
}
