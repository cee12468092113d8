package io.gpugovernor.sim.tournament;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.MaximumPolicy;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.Scenarios;
import io.gpugovernor.sim.replay.Simulation;
import io.gpugovernor.sim.trace.RateScale;
import io.gpugovernor.sim.trace.Replay;
import io.gpugovernor.sim.trace.Request;
import io.gpugovernor.sim.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapacityTest {
    private static final Scenario TINY = Scenarios.tiny(2, Duration.ofSeconds(150));

    @Test
    void findsTheHighestRateThatKeepsTheSlo() {
        List<String> said = new ArrayList<>();

        RateScale capacity = Capacity.find(TINY.trace(), TINY, said::add);

        assertThat(jointAt(capacity.factor())).isGreaterThanOrEqualTo(0.99);
        assertThat(jointAt(capacity.factor() * 1.1)).isLessThan(0.99);
        assertThat(said).isNotEmpty().allMatch(line -> line.startsWith("finding the SLO capacity: trying rate scale "));
    }

    @Test
    void findsTheSameRateHoweverFastTheTraceIs() {
        Trace faster = Replay.of(TINY.trace())
                .scaledBy(new RateScale(8))
                .over(Duration.ofNanos(TINY.trace().span().toNanos() / 8));

        double own = Capacity.find(TINY.trace(), TINY, line -> {}).factor();
        double eighth = Capacity.find(faster, TINY, line -> {}).factor();

        assertThat(8 * eighth / own).isBetween(0.95, 1.05);
    }

    @Test
    void refusesATraceWithoutASpan() {
        Trace instant = new Trace("instant", List.of(new Request(Duration.ZERO, 10, 5)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Capacity.find(instant, TINY, line -> {}))
                .withMessageContaining("instant has no time span")
                .withMessageContaining("--rate-scale");
    }

    @Test
    void refusesAnImpossibleSloAndSaysWhatToRelax() {
        Slo impossible = Slo.of(Duration.ofMillis(1), Duration.ofMillis(100), new Ratio(0.99));
        Scenario hopeless = new Scenario(
                TINY.trace(), TINY.duration(), TINY.hardware(), impossible, TINY.telemetry(), TINY.switching());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Capacity.find(hopeless.trace(), hopeless, line -> {}))
                .withMessageContaining("relax --slo-ttft or --slo-tbt");
    }

    private static double jointAt(double factor) {
        Duration whole = Duration.ofNanos((long) (TINY.trace().span().toNanos() / factor));
        Trace scaled = Replay.of(TINY.trace()).scaledBy(new RateScale(factor)).over(whole);
        Scenario scenario =
                new Scenario(scaled, whole, TINY.hardware(), TINY.slo(), TINY.telemetry(), TINY.switching());
        return Simulation.run(scenario, "max", new MaximumPolicy(), 0, () -> new Moment(0))
                .attainment()
                .joint()
                .value();
    }
}
