package io.gpugovernor.sim.tournament;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.replay.RunResult;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.Scenarios;
import io.gpugovernor.sim.replay.Watcher;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BeliefTest {
    private static final Scenario SCENARIO = Scenarios.tiny(0.5, Duration.ofMinutes(5));

    @Test
    void saysWhatItIs() {
        Belief wrong = Belief.assumed(HardwareProfiles.load("a800-qwen-32b-tp2"), -0.2);

        assertThat(Belief.EXACT.label()).isEqualTo("exact");
        assertThat(wrong.label()).isEqualTo("a800-qwen-32b-tp2 -20 %");
    }

    @Test
    void refusesAnErrorThatWouldLeaveNoTimeForAStep() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Belief.EXACT.off(-1))
                .withMessageContaining("within -90 and 900 percent");
    }

    @Test
    void runsSlackFromWhatItBelieves() {
        assertThat(slack(Belief.EXACT)).isEqualTo(slack(Belief.EXACT)).isNotEqualTo(slack(Belief.EXACT.off(0.2)));
    }

    @Test
    void goesDownALadderWhereItBelievesOtherHardware() {
        Belief cold = Belief.assumed(HardwareProfiles.load("a800-qwen-32b-tp2"), 0);

        assertThat(slack(cold).meanClockMegahertz())
                .isGreaterThan(slack(Belief.EXACT).meanClockMegahertz());
    }

    @Test
    void usesAMeasuredProfileFromTheFirstMoment() {
        RunResult measured = slack(Belief.measured(SCENARIO.hardware(), 0));

        assertThat(measured).isEqualTo(slack(Belief.EXACT));
    }

    private static RunResult slack(Belief belief) {
        return new Match(SCENARIO, belief, () -> new Moment(0)).play(new Contender.Slack(), 3, Watcher.NOBODY);
    }
}
