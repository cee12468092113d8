package io.gpugovernor.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.loop.Steering;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.NodePower;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.telemetry.Workload;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.characterize.Probe;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

class DomainFactoryTest {
    private static final URI ENGINE = URI.create("http://127.0.0.1:8000");

    private final HardwareProfile hardware = HardwareProfiles.load("h100-llama-8b");

    @Test
    void observingReachesNoActuator() {
        assertThat(only(Mode.OBSERVE).steering()).isInstanceOf(Steering.Observing.class);
    }

    @Test
    void enforcingSteersTheGpusItReads() {
        GovernedDomain domain = only(Mode.ENFORCE);

        assertThat(domain.steering()).isInstanceOf(Steering.Enforcing.class);
        domain.steering().apply(new Megahertz(990));
        assertThat(domain.sensor().read())
                .allSatisfy(gpu -> assertThat(gpu.appliedClock()).hasToString("Present[value=990MHz]"));
    }

    @Test
    void theModeItIsGivenOverridesTheFile() {
        String text = PolicyText.of(ENGINE) + "mode: enforce\n";

        assertThat(domains(text, Mode.OBSERVE).get(0).steering()).isInstanceOf(Steering.Observing.class);
    }

    @Test
    void takesNamePeriodClocksAndFreshnessFromFileAndHardware() {
        GovernedDomain domain = only(Mode.OBSERVE);

        assertThat(domain.domain().name()).isEqualTo("chat");
        assertThat(domain.domain().clocks()).isEqualTo(hardware.clocks());
        assertThat(domain.domain().staleAfter()).isEqualTo(Duration.ofMillis(900));
        assertThat(domain.period()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void choosesThePeriodWhereTheFileLeavesItOpen() {
        String text =
                PolicyText.of(ENGINE).replace("period: 200ms", "period: auto").replace("900ms", "3s");

        assertThat(domains(text, Mode.OBSERVE).get(0))
                .returns(Duration.ofMillis(250), GovernedDomain::period)
                .returns(Duration.ofSeconds(1), domain -> domain.scraping().longestPeriod());
    }

    @Test
    void promisesWhatTheFilePromises() {
        assertThat(only(Mode.OBSERVE, "slo: {ttft: 450ms, quantile: 0.95}")
                        .domain()
                        .slo())
                .isEqualTo(new Slo(Optional.of(Duration.ofMillis(450)), Optional.empty(), new Ratio(0.95)));
    }

    @Test
    void promisesFiveTimesTheUnloadedLatencyByDefault() {
        Slo slo = only(Mode.OBSERVE, "slo: auto").domain().slo();
        Slo unloaded = UnloadedLatency.slo(Probe.measure(hardware), 1, new Ratio(0.99));

        assertThat(Durations.seconds(slo.ttft().orElseThrow()))
                .isCloseTo(5 * Durations.seconds(unloaded.ttft().orElseThrow()), within(1e-6));
        assertThat(Durations.seconds(slo.tbt().orElseThrow()))
                .isCloseTo(5 * Durations.seconds(unloaded.tbt().orElseThrow()), within(1e-6));
        assertThat(slo.quantile()).isEqualTo(new Ratio(0.99));
    }

    @Test
    void performanceRestsOnlyWhileIdle() {
        GovernedDomain domain = only(Mode.OBSERVE, "objective: performance");

        assertThat(rule(domain, 0)).returns(hardware.clocks().min(), Ruling::clock);
        assertThat(rule(domain, 1)).returns(hardware.clocks().max(), Ruling::clock);
    }

    @Test
    void keepsWithinTheClocksOfTheFile() {
        GovernedDomain domain = only(Mode.OBSERVE, "objective: performance", "clocks: {min: 600MHz, max: 1200MHz}");

        assertThat(rule(domain, 0)).returns(new Megahertz(600), Ruling::clock).returns(Reason.CLAMPED, Ruling::reason);
        assertThat(rule(domain, 1)).returns(new Megahertz(1200), Ruling::clock);
    }

    @Test
    void modelsTheEngineByTheProfileOfTheDomain() {
        Slo own = only(Mode.OBSERVE).domain().slo();
        Slo other = only(Mode.OBSERVE, "profile: h100-llama-70b-tp8").domain().slo();

        assertThat(other.tbt().orElseThrow()).isGreaterThan(own.tbt().orElseThrow());
    }

    @Test
    void refusesAClockRangeBetweenTwoSteps() {
        refuses("clocks: {min: 991MHz, max: 1000MHz}")
                .withMessageContaining("no clock step between 991MHz and 1000MHz; the GPU lists 345MHz to 1980MHz")
                .withMessageEndingWith("widen clocks.min and clocks.max");
    }

    @Test
    void refusesAClockRangeAboveTheTable() {
        refuses("clocks: {min: 2100MHz, max: 2200MHz}").withMessageContaining("the GPU lists 345MHz to 1980MHz");
    }

    @Test
    void refusesAClockRangeEvenWhereTheObjectiveNeedsNoLadder() {
        refuses("objective: performance", "clocks: {min: 2100MHz, max: 2200MHz}")
                .withMessageContaining("no clock step between");
    }

    @Test
    void refusesMoreGpusThanAreSimulated() {
        refuses("gpus: [0, 1]")
                .withMessage("domain chat names 2 GPUs, but h100-llama-8b simulates 1; "
                        + "choose a profile of that size or write gpus: auto");
    }

    @Test
    void governsForPowerToo() {
        assertThat(rule(only(Mode.OBSERVE, "objective: power"), 1).outlook()).isPresent();
    }

    @Test
    void keepsAnOverrideWithinTheClocksOfTheFile() {
        DomainOrders orders =
                only(Mode.OBSERVE, "clocks: {min: 600MHz, max: 1200MHz}").orders();
        assertThat(orders.allows(new Megahertz(1200))).isTrue();
        assertThat(orders.allows(new Megahertz(1215))).isFalse();
        assertThat(orders.step(Optional.empty())).isEqualTo(new Megahertz(1200));
    }

    @Test
    void sharesThePowerOfTheFileBetweenDomains() {
        String text = PolicyText.of(ENGINE) + "  - name: code\n    engine: {url: \"http://127.0.0.1:8001\"}\n"
                + "node: {powerBudget: 900W}\n";
        DomainOrders chat = domains(text, Mode.OBSERVE).get(0).orders();
        NodePower node = chat.at(new Moment(0)).node().orElseThrow();
        assertThat(node.budget()).isEqualTo(new Watts(900));
        assertThat(node.neighbours()).hasSize(1);
        assertThat(node.drawn().value()).isGreaterThan(400); // unheard of, so it may draw what it can
    }

    @Test
    void sharesNoPowerWithoutABudget() {
        assertThat(only(Mode.OBSERVE).orders().at(new Moment(0)).node()).isEmpty();
    }

    @Test
    void namesTheDomainOfAProfileThatDoesNotExist() {
        refuses("profile: h100-llama-9b").withMessageContaining("h100-llama-9b").withMessageContaining("h100-llama-8b");
    }

    private Ruling rule(GovernedDomain domain, long running) {
        EngineSnapshot before =
                ((Telemetry.Available) Snapshots.running(running, new Moment(1_000_000_000))).snapshot();
        EngineSnapshot after = ((Telemetry.Available) Snapshots.running(running, new Moment(2_000_000_000))).snapshot();
        Window window = Window.between(before, after).orElseThrow();
        Observation observation = new Observation(
                new Moment(2_000_000_000), after, window, Workload.UNKNOWN.after(window, after), List.of());
        return domain.policy()
                .rule(new Situation(observation, hardware.clocks().floor(new Megahertz(900)), hardware.clocks()));
    }

    private ThrowableAssertAlternative<IllegalArgumentException> refuses(String... lines) {
        return assertThatIllegalArgumentException()
                .isThrownBy(() -> only(Mode.OBSERVE, lines))
                .withMessageStartingWith("domain chat")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("\n"));
    }

    private GovernedDomain only(Mode mode, String... lines) {
        return domains(PolicyText.of(ENGINE, lines), mode).get(0);
    }

    private List<GovernedDomain> domains(String text, Mode mode) {
        SystemTime time = new SystemTime();
        return new DomainFactory(PolicyText.read(text), new SimulatedFleet(hardware, mode, time), time).domains();
    }
}
