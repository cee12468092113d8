package io.gpugovernor.sim.survey;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.replay.RunResult;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.Scenarios;
import io.gpugovernor.sim.replay.Watcher;
import io.gpugovernor.sim.tournament.Belief;
import io.gpugovernor.sim.tournament.Capacity;
import io.gpugovernor.sim.tournament.Contender;
import io.gpugovernor.sim.tournament.Match;
import io.gpugovernor.sim.trace.RateScale;
import io.gpugovernor.sim.trace.Trace;
import io.gpugovernor.sim.trace.TraceGenerator;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * A node that the governor was not made with: hardware, a promise and requests, and what the governor believes of it.
 *
 * @param seed what it was drawn with
 * @param hardware the GPUs and their engine
 * @param slo what is promised
 * @param requests what comes
 * @param load share of the hardware's capacity for them, where load is steady
 * @param belief its own model for two thirds, another GPU's for the others
 */
record Draw(long seed, HardwareProfile hardware, Slo slo, WorkloadPreset requests, double load, Belief belief) {
    private static final List<WorkloadPreset> REQUESTS = List.of(
            WorkloadPreset.CONVERSATION,
            WorkloadPreset.REASONING,
            WorkloadPreset.MEDIUM_MEDIUM,
            WorkloadPreset.SMALL_LARGE,
            WorkloadPreset.LARGE_SMALL);
    private static final int LONG_PROMPT = 4000;
    private static final Duration CAPACITY_FOUND_IN = Duration.ofMinutes(20);

    static Draw of(long seed) {
        Random random = new Random(seed);
        AnyHardware any = new AnyHardware(random);
        HardwareProfile hardware = any.drawn();
        return new Draw(
                seed,
                hardware,
                any.slo(hardware, LONG_PROMPT),
                REQUESTS.get(random.nextInt(REQUESTS.size())),
                random.nextBoolean() ? 0.55 : 0.85,
                random.nextInt(3) > 0 ? Belief.EXACT : Belief.assumed(HardwareProfiles.load("h100-llama-8b"), 0));
    }

    /** What {@code time} of it brings, at maximum clock and under the governor. */
    Outcome played(Duration time, DrawnLoad course, long traceSeed) {
        TraceGenerator generator = TraceGenerator.of(requests);
        Scenario like = Scenarios.of(generator.generate(Duration.ofMinutes(1), 1), CAPACITY_FOUND_IN, hardware, slo);
        RateScale capacity = Capacity.find(generator, like, line -> {});
        TraceGenerator atCapacity = generator.withRate(generator.rate().times(capacity));
        Trace trace = course.of(atCapacity, load, time, traceSeed);
        Match match = new Match(Scenarios.of(trace, time, hardware, slo), belief, () -> new Moment(0));
        RunResult maximum = match.play(new Contender.Maximum(), seed, Watcher.NOBODY);
        RunResult slack = match.play(new Contender.Slack(), seed, Watcher.NOBODY);
        return new Outcome(this, maximum, slack);
    }

    @Override
    public String toString() {
        return "%d: %s at %.0f %%, model %s".formatted(seed, requests.presetName(), 100 * load, belief.label());
    }
}
