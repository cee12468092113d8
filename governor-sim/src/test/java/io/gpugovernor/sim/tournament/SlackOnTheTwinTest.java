package io.gpugovernor.sim.tournament;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.replay.RunResult;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.Scenarios;
import io.gpugovernor.sim.replay.TelemetryMode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The governor on ten minutes of conversations. The bounds are loose, as the shipped profiles may be fitted anew. */
class SlackOnTheTwinTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    static Stream<TelemetryMode> modes() {
        return Stream.of(
                new TelemetryMode.Scrape(Duration.ofMillis(250)),
                new TelemetryMode.Scrape(Duration.ofMillis(100)),
                new TelemetryMode.Feed(Duration.ofMillis(250)));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void keepsTheSloAndSavesAtAModerateRate(TelemetryMode telemetry) {
        Scenario scenario =
                Scenarios.conversation(HardwareProfiles.load("h100-llama-70b-tp8"), 2, TEN_MINUTES, telemetry);

        List<Contest.Entry> entries = new Contest(scenario, Belief.EXACT, () -> new Moment(0), line -> {})
                .run(List.of(new Contender.Slack()), 1, 2);

        assertThat(entries).allSatisfy(entry -> {
            RunResult slack = entry.result();
            assertThat(slack.completed()).isEqualTo(slack.requests());
            assertThat(entry.maximum().attainment().joint().value()).isGreaterThanOrEqualTo(0.99);
            assertThat(slack.attainment().joint().value()).isGreaterThanOrEqualTo(0.985);
            assertThat(slack.savingAgainst(entry.maximum())).isGreaterThan(0.08);
            assertThat(slack.clockChanges()).isPositive();
        });
    }
}
