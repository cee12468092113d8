package io.gpugovernor.sim.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.replay.Scenarios;
import io.gpugovernor.sim.trace.Request;
import io.gpugovernor.sim.trace.Trace;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DynamoLlmTest {
    private static final Slo SLO = Workbench.slo(600, 100);
    private static final Trace TRACE = Scenarios.trace(WorkloadPreset.SMALL_SMALL, 1, Duration.ofMinutes(3));
    private static final LengthProfiles PROFILES = LengthProfiles.measure(TinyHardware.exact(), SLO, TRACE);

    private final Workbench bench = new Workbench(TinyHardware.exact());

    @ParameterizedTest
    @CsvSource({"1,1,0,0", "255,99,0,0", "256,100,1,1", "1023,349,1,1", "1024,350,2,2", "100000,5,2,0"})
    void binsRequestsByLength(int prompt, int output, int promptBand, int outputBand) {
        assertThat(LengthClass.of(prompt, output)).isEqualTo(new LengthClass(promptBand, outputBand));
    }

    @Test
    void needsAHigherLevelForAHigherLoad() {
        LengthClass only = LengthClass.of(TRACE.promptTokens(0), TRACE.outputTokens(0));
        Megahertz quiet = PROFILES.cheapest(Map.of(only, 0.05));
        Megahertz busy = PROFILES.cheapest(Map.of(only, 4.0));

        assertThat(quiet).isLessThan(busy);
        assertThat(PROFILES.cheapest(Map.of(only, 1e6))).isEqualTo(TinyHardware.HIGHEST);
        assertThat(PROFILES.cheapest(Map.of())).isEqualTo(TinyHardware.LOWEST);
    }

    @Test
    void leavesOutAClassThatNoLevelCarries() {
        Trace hopeless = new Trace("long", List.of(new Request(Duration.ZERO, 2000, 2)));
        LengthProfiles profiles = LengthProfiles.measure(TinyHardware.exact(), SLO, hopeless);

        assertThat(profiles.cheapest(Map.of(LengthClass.of(2000, 2), 1.0))).isEqualTo(TinyHardware.LOWEST);
    }

    @Test
    void holdsItsLevelForFiveSeconds() {
        Trace silenceThenLoad = new Trace(
                "step",
                List.of(
                        new Request(Duration.ofSeconds(61), 100, 50),
                        new Request(Duration.ofSeconds(62), 100, 50),
                        new Request(Duration.ofSeconds(62), 100, 50)));
        DynamoLlm policy = DynamoLlm.in(bench.insight(), silenceThenLoad, SLO, PROFILES);
        Ruling first = bench.pass(Duration.ofMillis(1)).ask(policy);
        bench.twin.lock(new Megahertz(800));
        Ruling held = bench.pass(Duration.ofMillis(4900)).ask(first.next());

        assertThat(first.clock()).isEqualTo(TinyHardware.LOWEST);
        assertThat(held.clock()).isEqualTo(TinyHardware.LOWEST);
    }

    @Test
    void goesToMaximumWhileSomebodyHasWaitedHalfTheTarget() {
        Trace nothingElse = new Trace("rare", List.of(new Request(Duration.ofHours(1), 100, 50)));
        DynamoLlm policy = DynamoLlm.in(bench.insight(), nothingElse, SLO, PROFILES);
        bench.submit(1, 500, 2);
        Ruling calm = bench.pass(Duration.ofMillis(200)).ask(policy);
        Ruling emergency = bench.pass(Duration.ofMillis(150)).ask(calm.next());
        Ruling over = bench.pass(Duration.ofMillis(300)).ask(emergency.next());

        assertThat(calm.clock()).isEqualTo(TinyHardware.LOWEST);
        assertThat(emergency.clock()).isEqualTo(TinyHardware.HIGHEST);
        assertThat(over.clock()).isEqualTo(TinyHardware.LOWEST);
    }
}
