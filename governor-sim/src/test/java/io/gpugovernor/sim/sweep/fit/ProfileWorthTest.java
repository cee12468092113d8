package io.gpugovernor.sim.sweep.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.replay.RunResult;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.TelemetryMode;
import io.gpugovernor.sim.replay.Watcher;
import io.gpugovernor.sim.tournament.Belief;
import io.gpugovernor.sim.tournament.Contender;
import io.gpugovernor.sim.tournament.Match;
import io.gpugovernor.sim.trace.ArrivalRate;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a fitted profile is worth to the governor, in small; the documentation has the hour-long runs. */
class ProfileWorthTest {
    private static final HardwareProfile NODE = HardwareProfiles.load("h100-llama-8b");
    private static final Duration SPAN = Duration.ofMinutes(10);
    private static final Scenario SCENARIO = new Scenario(
            WorkloadPreset.CONVERSATION
                    .generator()
                    .withRate(new ArrivalRate(4.5))
                    .generate(SPAN, 5),
            SPAN,
            NODE,
            Slo.of(Duration.ofMillis(400), Duration.ofMillis(50), new Ratio(0.99)),
            new TelemetryMode.Scrape(Duration.ofMillis(250)),
            SwitchTiming.DEFAULT);

    @Test
    void savesAsMuchAsExactParametersDo() {
        MeasuredTwin noisy = new MeasuredTwin(NODE, 0.03, 11);
        HardwareProfile fitted = ProfileFit.fit(noisy.known(), noisy.evidence()).profile();
        double exact = 0;
        double believed = 0;
        for (long seed = 3; seed < 6; seed++) {
            RunResult maximum = play(Belief.EXACT, new Contender.Maximum(), seed);
            RunResult run = play(Belief.measured(fitted, 0), new Contender.Slack(), seed);
            exact += play(Belief.EXACT, new Contender.Slack(), seed).savingAgainst(maximum);
            believed += run.savingAgainst(maximum);
            assertThat(run.attainment().joint().value()).as("seed %d", seed).isGreaterThanOrEqualTo(0.99);
        }

        assertThat(believed).isGreaterThan(0.97 * exact);
    }

    private static RunResult play(Belief belief, Contender contender, long seed) {
        return new Match(SCENARIO, belief, () -> new Moment(0)).play(contender, seed, Watcher.NOBODY);
    }
}
