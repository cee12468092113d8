package io.gpugovernor.sim.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.trace.ArrivalRate;
import io.gpugovernor.sim.trace.LengthDistribution;
import io.gpugovernor.sim.trace.Request;
import io.gpugovernor.sim.trace.Trace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemandTest {
    private static final Demand.Part SHORT =
            new Demand.Part("short", LengthDistribution.around(10), LengthDistribution.around(100), new Ratio(0.75));
    private static final Demand.Part LONG =
            new Demand.Part("long", LengthDistribution.around(1000), LengthDistribution.around(20), new Ratio(0.25));

    @Test
    void drawsKindsByTheirSharesAndArrivalsByTheRate() {
        Trace trace = new Demand.Mixed("mix", List.of(SHORT, LONG)).arrivals(new ArrivalRate(5), 8000, 1);

        long longs = trace.requests().stream()
                .filter(request -> request.promptTokens() > 500)
                .count();
        assertThat(longs / 8000.0).isCloseTo(0.25, within(0.02));
        assertThat(8000 / Durations.seconds(trace.span())).isCloseTo(5, within(0.2));
        assertThat(trace)
                .isEqualTo(new Demand.Mixed("mix", List.of(SHORT, LONG)).arrivals(new ArrivalRate(5), 8000, 1));
    }

    @Test
    void refusesSharesThatDoNotAddUp() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Demand.Mixed("mix", List.of(SHORT)))
                .withMessageContaining("add up to 1, not to 0.75");
    }

    @Test
    void replaysARecordingAtAnotherRateAndAgainWhereItIsTooShort() {
        Demand.Recorded recorded = new Demand.Recorded(
                new Trace("two", List.of(new Request(Duration.ZERO, 5, 7), new Request(Duration.ofSeconds(2), 6, 8))));

        Trace trace = recorded.arrivals(new ArrivalRate(2), 10, 1);

        assertThat(recorded.ownRate()).isEqualTo(new ArrivalRate(0.5));
        assertThat(trace.size()).isEqualTo(10);
        assertThat(trace.arrival(1)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void refusesARecordingWithoutARate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Demand.Recorded(new Trace("one", List.of(new Request(Duration.ZERO, 5, 7)))))
                .withMessageContaining("no time span");
    }
}
