package io.gpugovernor.sim.sweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.sweep.Capacity;
import io.gpugovernor.sim.sweep.Errand;
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.RequestRate;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.Target;
import io.gpugovernor.sim.sweep.TestbedException;
import io.gpugovernor.sim.sweep.bench.TwinTestbed;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThroughputSearchTest {
    private static final Target TARGET =
            new Target(new Setup(1, 256), WorkloadClass.MEDIUM_SMALL, Duration.ofMillis(100), Duration.ofMillis(20));

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 1, 3.7, 900})
    void findsTheRateAtWhichALatencyCrossesItsLimit(double crossing) {
        ThroughputSearch.Found found = new ThroughputSearch(
                        rate -> trial(rate, value -> 0.1 * value / crossing, value -> 0.001), TARGET)
                .from(new RequestRate(1));

        assertThat(found.any()).isTrue();
        assertThat(found.kept().rate().perSecond()).isBetween(crossing / ThroughputSearch.PRECISION, crossing);
        assertThat(found.limitedBy()).isEqualTo(Capacity.Limit.TTFT);
    }

    @Test
    void saysWhatBroke() {
        ThroughputSearch.Found slow = new ThroughputSearch(
                        rate -> trial(rate, value -> 0.05, value -> 0.004 * value), TARGET)
                .from(new RequestRate(1));
        ThroughputSearch.Found failed = new ThroughputSearch(
                        rate -> trial(rate, value -> 0.05, value -> 0.004, rate.perSecond() > 5 ? 1 : 0), TARGET)
                .from(new RequestRate(1));

        assertThat(slow.kept().rate().perSecond()).isCloseTo(5, within(0.05));
        assertThat(slow.limitedBy()).isEqualTo(Capacity.Limit.TBT);
        assertThat(failed.kept().rate().perSecond()).isCloseTo(5, within(0.05));
        assertThat(failed.limitedBy()).isEqualTo(Capacity.Limit.FAILURES);
    }

    @Test
    void givesUpBelowAThousandthOfTheRateItBeganWith() {
        ThroughputSearch.Found found = new ThroughputSearch(rate -> trial(rate, value -> 0.2, value -> 0.001), TARGET)
                .from(new RequestRate(1));

        assertThat(found.any()).isFalse();
        assertThat(found.limitedBy()).isEqualTo(Capacity.Limit.TTFT);
    }

    @Test
    void refusesAnSloThatNothingBreaks() {
        ThroughputSearch search = new ThroughputSearch(rate -> trial(rate, value -> 0.05, value -> 0.001), TARGET);

        assertThatThrownBy(() -> search.from(new RequestRate(1)))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("no rate breaks the SLO of TTFT 100 ms and TBT 20 ms");
    }

    /** Every rate of a grid of 3 %, from below on, tells where the twin breaks the target first. */
    @Test
    void agreesWithTryingEveryRateOnTheTwin() {
        double grid = 1;
        while (twin(new RequestRate(grid * 1.03)).keeps(TARGET)) {
            grid *= 1.03;
        }

        ThroughputSearch.Found found =
                new ThroughputSearch(ThroughputSearchTest::twin, TARGET).from(new RequestRate(2));

        assertThat(found.kept().rate().perSecond()).isBetween(grid / 1.02, grid * 1.05);
        assertThat(found.kept().keeps(TARGET)).isTrue();
    }

    private static Trial twin(RequestRate rate) {
        TwinTestbed testbed = new TwinTestbed(HardwareProfiles.load("h100-llama-8b"), 5);
        testbed.lock(Optional.of(new Megahertz(1200)));
        return Trial.of(rate, testbed.serve(new Errand(Prompt.of(TARGET.workload()), rate, 1000, 100, 9)));
    }

    private static Trial trial(RequestRate rate, DoubleUnaryOperator ttft, DoubleUnaryOperator tbt) {
        return trial(rate, ttft, tbt, 0);
    }

    private static Trial trial(RequestRate rate, DoubleUnaryOperator ttft, DoubleUnaryOperator tbt, int failed) {
        return new Trial(
                rate,
                Durations.ofSeconds(ttft.applyAsDouble(rate.perSecond())),
                Durations.ofSeconds(tbt.applyAsDouble(rate.perSecond())),
                Watts.ZERO,
                Joules.ZERO,
                failed);
    }
}
