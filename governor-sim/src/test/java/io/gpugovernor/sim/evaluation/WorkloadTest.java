package io.gpugovernor.sim.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.sim.trace.LoadProfile;
import io.gpugovernor.sim.trace.RateScale;
import io.gpugovernor.sim.trace.Request;
import io.gpugovernor.sim.trace.Trace;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Workload.Generated LONG = new Workload.Generated(WorkloadPreset.LARGE_SMALL);
    private static final Workload.Generated SHORT = new Workload.Generated(WorkloadPreset.SMALL_LARGE);

    @Test
    void arrivesAtItsShareOfTheCapacity() {
        Trace trace = LONG.arrivals(LoadProfile.parse("50"), HOUR, 1, part -> new RateScale(3));

        assertThat(trace.size() / 3600.0).as("2 a second, three times, halved").isCloseTo(3, within(0.15));
    }

    @Test
    void drawsOtherRequestsForAnotherSeed() {
        LoadProfile load = LoadProfile.parse("50");

        assertThat(LONG.arrivals(load, HOUR, 1, part -> RateScale.ONE))
                .isEqualTo(LONG.arrivals(load, HOUR, 1, part -> RateScale.ONE))
                .isNotEqualTo(LONG.arrivals(load, HOUR, 2, part -> RateScale.ONE));
    }

    @Test
    void replaysAFileAlikeForEverySeed() {
        Trace file = new Trace("file", List.of(new Request(Duration.ZERO, 5, 5), new Request(HOUR, 5, 5)));
        Workload recorded = new Workload.Recorded(file);
        LoadProfile load = LoadProfile.parse("100");

        assertThat(recorded.arrivals(load, HOUR, 1, part -> new RateScale(2)))
                .isEqualTo(recorded.arrivals(load, HOUR, 2, part -> new RateScale(2)));
    }

    @Test
    void flipsTheMixHalfwayWithEachHalfAtItsOwnCapacity() {
        Workload flip = new Workload.Flip(LONG, SHORT);

        Trace trace =
                flip.arrivals(LoadProfile.parse("100"), HOUR, 1, part -> new RateScale(part.equals(LONG) ? 1 : 2));

        List<Request> before = trace.requests().stream()
                .filter(request -> request.arrival().compareTo(HOUR.dividedBy(2)) < 0)
                .toList();
        List<Request> after = trace.requests().subList(before.size(), trace.size());
        assertThat(before).allMatch(request -> request.promptTokens() > 700);
        assertThat(after).allMatch(request -> request.promptTokens() < 140);
        assertThat((double) after.size() / before.size()).isCloseTo(2, within(0.15));
        assertThat(flip.name()).isEqualTo("large-small then small-large");
        assertThat(flip.parts()).containsExactly(LONG, SHORT);
    }

    @Test
    void fallsSilentForAThirdOfTheTime() {
        Trace trace = LONG.arrivals(Course.silence().profile(), HOUR, 1, part -> RateScale.ONE);

        assertThat(trace.requests())
                .noneMatch(request ->
                        request.arrival().toMinutes() >= 21 && request.arrival().toMinutes() < 39)
                .anyMatch(request -> request.arrival().toMinutes() > 45);
    }

    @Test
    void stepsFromTwentyToEightyPercentAtHalfTime() {
        Trace trace = LONG.arrivals(Course.step().profile(), HOUR, 1, part -> RateScale.ONE);

        long early = trace.requests().stream()
                .filter(request -> request.arrival().toMinutes() < 30)
                .count();
        assertThat((trace.size() - early) / (double) early).isCloseTo(4, within(0.4));
    }
}
