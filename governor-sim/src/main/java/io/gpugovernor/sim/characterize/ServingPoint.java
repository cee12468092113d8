package io.gpugovernor.sim.characterize;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.engine.Completion;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.twin.Twin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One point of a sweep on the twin: an open loop of equal requests, Poisson arrivals, at a fixed clock.
 *
 * @param power mean power of the domain while requests were arriving
 * @param ttft 99th percentile of the time to first token
 * @param tbt 99th percentile of a request's mean time between tokens
 */
public record ServingPoint(Watts power, Duration ttft, Duration tbt) {
    private static final double TAIL = 0.99;
    /** Requests served before measuring begins, so that the batch has filled. */
    private static final int WARM_UP = 50;
    /** What the last requests may take after the last arrival. */
    private static final Duration DRAIN = Duration.ofMinutes(10);

    /**
     * @param ratePerSecond requests a second, above 0
     * @param requests how many to measure
     */
    public static ServingPoint measure(
            HardwareProfile profile,
            Megahertz clock,
            double ratePerSecond,
            int inputTokens,
            int outputTokens,
            int requests,
            long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Completion> completions = new ArrayList<>();
        Twin twin = new Twin(profile, SwitchTiming.DEFAULT, random.split(), completions::add);
        twin.lock(clock);
        twin.advanceTo(new Moment(Duration.ofSeconds(1).toNanos()));
        double begun = 0;
        double joules = 0;
        double arrival = twin.now().seconds();
        for (int i = 0; i < WARM_UP + requests; i++) {
            arrival -= Math.log(1 - random.nextDouble()) / ratePerSecond;
            twin.advanceTo(new Moment(Math.round(arrival * 1e9)));
            if (i == WARM_UP) {
                begun = arrival;
                joules = twin.energy().value();
                completions.clear();
            }
            twin.submit(inputTokens, outputTokens);
        }
        double watts = (twin.energy().value() - joules) / (arrival - begun);
        twin.advanceTo(twin.now().plus(DRAIN));
        return new ServingPoint(
                new Watts(watts),
                tail(completions.stream().map(Completion::ttft).toList()),
                tail(completions.stream().flatMap(c -> c.tbt().stream()).toList()));
    }

    private static Duration tail(List<Duration> sample) {
        return Durations.ofSeconds(
                new Percentiles(sample.stream().mapToDouble(Durations::seconds).toArray()).at(TAIL));
    }
}
