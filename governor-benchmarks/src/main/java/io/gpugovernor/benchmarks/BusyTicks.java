package io.gpugovernor.benchmarks;

import io.gpugovernor.core.forecast.Cadence;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.policy.guard.Hysteresis;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.characterize.Probe;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.Simulation;
import io.gpugovernor.sim.replay.TelemetryMode;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The busiest kind of tick, recorded over twenty minutes of conversations on a twin of eight GPUs under the governor as it
 * runs in production: first tokens were given and requests ended in the window, others are owed and more decode, and the
 * policy has learned for ten minutes at least.
 */
final class BusyTicks {
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration LENGTH = Duration.ofMinutes(20);
    private static final Duration LEARNING = Duration.ofMinutes(10);
    private static final int ENOUGH = 100;

    private final List<Tick> ticks = new ArrayList<>();
    private @Nullable Observation last;

    /**
     * What a tick begins with.
     *
     * @param before the observation of the tick before
     * @param situation what the policy ruled on
     * @param policy as it stood, with all that it had learned
     */
    record Tick(Observation before, Situation situation, Policy policy) {}

    private BusyTicks() {}

    /**
     * Recorded with a policy that compares clocks {@code spacing} MHz apart.
     *
     * @throws IllegalStateException if the engine was never so busy
     */
    static List<Tick> record(int spacing) {
        HardwareProfile hardware = HardwareProfiles.load("h100-llama-70b-tp8");
        Slo slo = Slo.of(Duration.ofMillis(600), Duration.ofMillis(100), new Ratio(0.99));
        Cadence cadence = new Cadence(TICK, Duration.ofMillis(30), Duration.ofMillis(10));
        ClockTable clocks = hardware.clocks();
        Ladder ladder = Ladder.within(clocks, clocks.min(), clocks.max(), spacing);
        Policy policy = Hysteresis.DEFAULT.priced(slo, cadence, ladder, Probe.measure(hardware));
        Scenario scenario = new Scenario(
                WorkloadPreset.CONVERSATION.generator().generate(LENGTH, 1),
                LENGTH,
                hardware,
                slo,
                new TelemetryMode.Scrape(TICK),
                SwitchTiming.DEFAULT);
        BusyTicks recorded = new BusyTicks();
        Simulation.run(scenario, "slack", recorded.listening(policy), 1, () -> new Moment(0));
        if (recorded.ticks.size() < ENOUGH) {
            throw new IllegalStateException("only " + recorded.ticks.size() + " ticks of the recording are busy");
        }
        return List.copyOf(recorded.ticks);
    }

    private Policy listening(Policy policy) {
        return situation -> {
            Observation seen = situation.observation();
            if (last != null && isBusy(seen)) {
                ticks.add(new Tick(last, situation, policy));
            }
            last = seen;
            Ruling ruling = policy.rule(situation);
            return ruling.withNext(listening(ruling.next()));
        };
    }

    private static boolean isBusy(Observation seen) {
        Window window = seen.window();
        int owed = seen.workload().debt().count();
        return seen.at().seconds() > LEARNING.toSeconds()
                && window.firstTokens() > 0
                && window.finished() > 0
                && owed > 0
                && seen.snapshot().running() > owed
                && seen.gpus().size() == 8;
    }
}
