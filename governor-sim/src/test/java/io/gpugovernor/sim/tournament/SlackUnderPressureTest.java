package io.gpugovernor.sim.tournament;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.Scheduling;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.replay.RunResult;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.Scenarios;
import io.gpugovernor.sim.replay.Watcher;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Work that maximum clock does in time, and that a clock which is low for too long makes impossible at any. */
class SlackUnderPressureTest {
    private static final Duration TWENTY_MINUTES = Duration.ofMinutes(20);
    private static final HardwareProfile EIGHT_H100 = HardwareProfiles.load("h100-llama-70b-tp8");

    @Test
    void keepsPlacesInTheBatchFreeForNewcomersWhereAnswersAreLong() {
        Scenario scenario = scenario(EIGHT_H100, Scenarios.SLO, WorkloadPreset.REASONING, 1.5);
        keepsThePromise(scenario);
    }

    @Test
    void keepsRoomInTheCacheWhereAnswersAreLong() {
        Slo slo = Slo.of(Duration.ofMillis(1500), Duration.ofMillis(120), new Ratio(0.99));
        HardwareProfile twoA800 = HardwareProfiles.load("a800-qwen-32b-tp2");
        keepsThePromise(scenario(twoA800, slo, WorkloadPreset.REASONING, 0.38));
    }

    @Test
    void doesNotLowerTheClockOfABatchThatHasGrownTooLargeForTheHighest() throws URISyntaxException {
        String file =
                Path.of(getClass().getResource("decode-bound.yaml").toURI()).toString();
        Slo slo = Slo.of(Duration.ofMillis(606), Duration.ofMillis(84), new Ratio(0.99));
        Scenario scenario = scenario(HardwareProfiles.load(file), slo, WorkloadPreset.MEDIUM_MEDIUM, 27);
        keepsThePromise(scenario);
    }

    @Test
    void keepsThePromiseWhereAnswersWaitForPrompts() {
        Slo slo = Slo.of(Duration.ofMillis(400), Duration.ofMillis(50), new Ratio(0.99));
        HardwareProfile oneH100 = HardwareProfiles.load("h100-llama-8b").with(Scheduling.PREFILL_FIRST);
        keepsThePromise(scenario(oneH100, slo, WorkloadPreset.CONVERSATION, 11));
    }

    private static Scenario scenario(HardwareProfile hardware, Slo slo, WorkloadPreset requests, double perSecond) {
        return Scenarios.of(Scenarios.trace(requests, perSecond, TWENTY_MINUTES), TWENTY_MINUTES, hardware, slo);
    }

    private static void keepsThePromise(Scenario scenario) {
        Match match = new Match(scenario, Belief.EXACT, () -> new Moment(0));
        RunResult maximum = match.play(new Contender.Maximum(), 1, Watcher.NOBODY);
        RunResult slack = match.play(new Contender.Slack(), 1, Watcher.NOBODY);
        assertThat(maximum.attainment().joint().value()).isGreaterThanOrEqualTo(0.993);
        assertThat(slack.attainment().joint().value()).isGreaterThanOrEqualTo(0.987);
        assertThat(slack.savingAgainst(maximum)).isGreaterThan(0.05);
    }
}
