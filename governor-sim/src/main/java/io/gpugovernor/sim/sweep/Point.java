package io.gpugovernor.sim.sweep;

import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import java.util.Comparator;
import java.util.Optional;

/**
 * Serving one class at one clock and one rate.
 *
 * @param loadShare the rate as a share of the class's maximum throughput at the highest clock; empty where the rate was
 *     given
 * @param rate offered rate
 * @param repeats how often it was measured, each time with other arrivals
 * @param requests measured in each repeat
 * @param ttft time to first token, s
 * @param tbt a request's mean time between tokens, s
 * @param throughput requests finished a second
 * @param tokenThroughput output tokens a second
 * @param power mean of all GPUs of the engine together, W
 * @param energyPerRequest J
 * @param energyPerToken J for each output token
 * @param throttled share of time that a power or thermal limit held a GPU below its clock
 * @param applied the clock in force, if it could be read
 * @param failed requests that did not end well, over all repeats
 * @param outliers repeats that stand apart from the others; they are in the means
 */
public record Point(
        Setup setup,
        WorkloadClass workload,
        Megahertz clock,
        Optional<Ratio> loadShare,
        RequestRate rate,
        int repeats,
        int requests,
        Spread ttft,
        Spread tbt,
        Estimate throughput,
        Estimate tokenThroughput,
        Estimate power,
        Estimate energyPerRequest,
        Estimate energyPerToken,
        Ratio throttled,
        Optional<Megahertz> applied,
        int failed,
        int outliers) {
    /** By configuration, class, load and clock. */
    static final Comparator<Point> ORDER = Comparator.comparing(Point::setup)
            .thenComparing(Point::workload)
            .thenComparing(point -> point.loadShare().map(Ratio::value).orElse(-1.0))
            .thenComparing(Point::rate)
            .thenComparing(Point::clock);
}
