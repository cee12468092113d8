package io.gpugovernor.sim.tournament;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.replay.RunResult;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.Scenarios;
import io.gpugovernor.sim.replay.TelemetryMode;
import io.gpugovernor.sim.replay.Watcher;
import io.gpugovernor.sim.trace.Request;
import io.gpugovernor.sim.trace.Trace;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The governor on some minutes of conversations. The bounds are loose, as the shipped profiles may be fitted anew. */
class SlackOnTheTwinTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final HardwareProfile EIGHT_H100 = HardwareProfiles.load("h100-llama-70b-tp8");

    static Stream<TelemetryMode> modes() {
        return Stream.of(
                new TelemetryMode.Scrape(Duration.ofMillis(250)),
                new TelemetryMode.Scrape(Duration.ofMillis(100)),
                new TelemetryMode.Feed(Duration.ofMillis(250)));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void keepsTheSloAndSavesAtAModerateRate(TelemetryMode telemetry) {
        Scenario scenario = Scenarios.conversation(EIGHT_H100, 2, TEN_MINUTES, telemetry);

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

    @Test
    void savesWhereSomeOfWhatMayBeMissedIsMissedAtTheHighestClockToo() {
        List<Request> requests = new ArrayList<>(
                Scenarios.trace(WorkloadPreset.CONVERSATION, 2.3, HOUR).requests());
        for (int minute = 0; minute < HOUR.toMinutes(); minute++) {
            requests.addAll(burst(Duration.ofMinutes(minute).plusSeconds(30), 23));
        }
        requests.sort(Comparator.comparing(Request::arrival));
        Scenario scenario = Scenarios.of(new Trace("a burst each minute", requests), HOUR, EIGHT_H100, Scenarios.SLO);

        Match match = new Match(scenario, Belief.EXACT, () -> new Moment(0));
        RunResult maximum = match.play(new Contender.Maximum(), 1, Watcher.NOBODY);
        RunResult slack = match.play(new Contender.Slack(), 1, Watcher.NOBODY);

        assertThat(maximum.attainment().joint().value()).isBetween(0.993, 0.998);
        assertThat(slack.attainment().joint().value()).isGreaterThanOrEqualTo(0.99);
        assertThat(slack.savingAgainst(maximum)).isGreaterThan(0.2);
    }

    private static List<Request> burst(Duration from, int size) {
        return IntStream.range(0, size)
                .mapToObj(each -> new Request(from.plusMillis(10L * each), 700, 60))
                .toList();
    }
}
