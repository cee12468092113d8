package io.gpugovernor.sim.tournament;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.replay.RunResult;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.Scenarios;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every published governor on five minutes of conversations; the bounds are loose, as none was made for this twin. */
class PeersOnTheTwinTest {
    private static final Scenario SCENARIO = Scenarios.conversation(
            HardwareProfiles.load("h100-llama-70b-tp8"), 2, Duration.ofMinutes(5), Scenarios.QUARTERS);

    @ParameterizedTest
    @EnumSource(PublishedGovernor.class)
    void servesEveryRequestAndSaves(PublishedGovernor governor) {
        Contest.Entry entry = run(governor, SCENARIO);
        RunResult result = entry.result();

        assertThat(result.completed()).isEqualTo(result.requests());
        assertThat(result.savingAgainst(entry.maximum())).isBetween(0.1, 0.7);
        assertThat(result.attainment().joint().value()).isGreaterThan(0.95);
    }

    @ParameterizedTest
    @EnumSource(PublishedGovernor.class)
    void repeatsItselfToTheLastBitWithTheSameSeed(PublishedGovernor governor) {
        Scenario small = Scenarios.tiny(1, Duration.ofSeconds(60));

        assertThat(run(governor, small).result())
                .usingRecursiveComparison()
                .isEqualTo(run(governor, small).result());
    }

    private static Contest.Entry run(PublishedGovernor governor, Scenario scenario) {
        return new Contest(scenario, () -> new Moment(0), line -> {})
                .run(List.of(new Contender.Peer(governor)), 3, 1)
                .get(0);
    }
}
