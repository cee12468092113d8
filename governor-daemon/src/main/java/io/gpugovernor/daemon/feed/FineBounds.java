package io.gpugovernor.daemon.feed;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Bounds of the feed's histograms: steps of a tenth, and the SLO's targets among them, so that misses are counted
 * exactly.
 *
 * @param ttft seconds, 1 ms to 10 minutes
 * @param stepLatency seconds, 1 ms to a minute
 * @param tbt seconds, 1 ms to a minute
 * @param lengths tokens, 1 to 2 million
 */
record FineBounds(Ladder ttft, Ladder stepLatency, Ladder tbt, Ladder lengths) {
    private static final double STEP = 1.1;
    private static final double SHORTEST = 1e-3;

    static FineBounds of(Slo slo) {
        return new FineBounds(
                Ladder.of(SHORTEST, 600, STEP, slo.ttft()),
                Ladder.of(SHORTEST, 60, STEP, slo.tbt()),
                Ladder.of(SHORTEST, 60, STEP, slo.tbt()),
                Ladder.of(1, 2e6, 2, Optional.empty()));
    }

    /** Ascending bounds. */
    static final class Ladder {
        private final double[] bounds;

        private Ladder(double[] bounds) {
            this.bounds = bounds;
        }

        static Ladder of(double lowest, double highest, double step, Optional<Duration> target) {
            TreeSet<Double> bounds = new TreeSet<>();
            for (double bound = lowest; bound <= highest; bound *= step) {
                bounds.add(bound);
            }
            target.map(Durations::seconds).ifPresent(bounds::add);
            return new Ladder(bounds.stream().mapToDouble(Double::doubleValue).toArray());
        }

        double[] bounds() {
            return bounds.clone();
        }
    }
}
