package io.gpugovernor.sim.sweep.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.StepPhysics;
import io.gpugovernor.sim.gpu.StepShape;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.Subject;
import io.gpugovernor.sim.sweep.bench.TwinLaboratory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileFitTest {
    private static final HardwareProfile TP8 = HardwareProfiles.load("h100-llama-70b-tp8");
    private static final List<StepShape> STEPS = List.of(
            StepShape.decode(1, 300),
            StepShape.decode(32, 800),
            StepShape.decode(64, 1500),
            StepShape.prefill(0, 400),
            StepShape.prefill(0, 1024),
            StepShape.decode(20, 600).plus(StepShape.prefill(0, 700)));

    @Test
    void findsTheNumbersBehindMeasurementsWithoutNoise() {
        MeasuredTwin node = new MeasuredTwin(TP8.withoutJitter(), 0, 1);

        HardwareProfile fitted = ProfileFit.fit(node.known(), node.evidence()).profile();

        assertThat(fitted.timing().perToken()).isCloseTo(27.6e-6, within(0.3e-6));
        assertThat(fitted.timing().host()).isCloseTo(2.95e-3, within(0.1e-3));
        assertThat(fitted.timing().weights()).isCloseTo(9.19e-3, within(0.1e-3));
        assertThat(fitted.timing().perContextToken()).isCloseTo(13.2e-9, within(0.2e-9));
        assertThat(fitted.timing().knee()).isCloseTo(0.758, within(0.01));
        assertThat(fitted.draw().computeSwing()).isCloseTo(693.6, within(7.0));
        assertThat(fitted.draw().memorySwing()).isCloseTo(310, within(6.0));
        assertThat(fitted.frontend().toNanos() / 1e6).isCloseTo(8.6, within(0.1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h100-llama-8b", "a800-qwen-32b-tp2"})
    void holdsBetweenTheClocksThatWereMeasured(String hardware) {
        HardwareProfile real = HardwareProfiles.load(hardware).withoutJitter();
        MeasuredTwin node = new MeasuredTwin(real, 0, 1);

        HardwareProfile fitted = ProfileFit.fit(node.known(), node.evidence()).profile();

        assertThat(worst(real, fitted, 885, 1290, 1380)).isLessThan(0.015);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void toleratesThreePercentOfNoise(long seed) {
        MeasuredTwin node = new MeasuredTwin(TP8, 0.03, seed);

        Fitted fitted = ProfileFit.fit(node.known(), node.evidence());

        assertThat(worst(TP8, fitted.profile(), 885, 1290, 1695))
                .as("seed " + seed)
                .isLessThan(0.06);
        assertThat(fitted.errors()).allSatisfy(error -> {
            assertThat(error.median()).as(error + ", seed " + seed).isBetween(0.005, 0.04);
            assertThat(Math.abs(error.worst())).isGreaterThanOrEqualTo(error.median());
        });
    }

    /** Relative error of time and power over steps of all kinds. */
    private static double worst(HardwareProfile real, HardwareProfile fitted, int... clocks) {
        StepPhysics truth = new StepPhysics(real);
        StepPhysics model = new StepPhysics(fitted);
        double worst = 0;
        for (int clock : clocks) {
            for (StepShape step : STEPS) {
                StepPhysics.Run is = truth.run(step, new Megahertz(clock));
                StepPhysics.Run said = model.run(step, new Megahertz(clock));
                worst = Math.max(worst, Math.abs(Durations.seconds(said.time()) / Durations.seconds(is.time()) - 1));
                worst = Math.max(
                        worst, Math.abs(said.power().value() / is.power().value() - 1));
            }
        }
        return worst;
    }

    @Test
    void findsAPowerLimitThatWasReached() {
        MeasuredTwin node =
                new MeasuredTwin(HardwareProfiles.load("h100-llama-8b").withoutJitter(), 0, 1);
        Known known = node.known();
        Known unlimited = new Known(
                known.name(), known.gpuModel(), known.modelName(), 1, known.clocks(), known.limits(), Optional.empty());

        Watts limit = ProfileFit.fit(unlimited, node.evidence()).profile().powerLimit();

        assertThat(limit.value()).isCloseTo(700, within(5.0));
    }

    @Test
    void saysWhatItHadToAssume() {
        MeasuredTwin node = new MeasuredTwin(TP8.withoutJitter(), 0, 1);
        Evidence all = node.evidence();
        List<Burst> alikePrompts = new ArrayList<>();
        for (Burst burst : all.bursts()) {
            if (burst.inputTokens() != 1024) {
                alikePrompts.add(burst);
            }
        }

        Fitted fitted = ProfileFit.fit(node.known(), new Evidence(alikePrompts, all.idle()));

        assertThat(fitted.assumed())
                .contains(
                        "step.perTokenPairNs 0.2000, a usual value, as these measurements do not tell",
                        "step.communicationMs 0, as it is counted in step.hostMs");
        assertThat(fitted.comment("a twin", "2026-01-31"))
                .contains(
                        "Fitted on 2026-01-31 to a twin.",
                        "Measured at 795, 990, 1200, 1395, 1590, 1800, 1980 MHz; interpolated between.",
                        "Extrapolated below 795MHz.")
                .anyMatch(line -> line.startsWith("Error, power: median 0.0 %, worst "))
                .noneMatch(line -> line.startsWith("Extrapolated above"));
    }

    @Test
    void refusesTooLittleAndNamesAllThatIsMissing() {
        MeasuredTwin node = new MeasuredTwin(TP8.withoutJitter(), 0, 1);
        Burst one = node.evidence().bursts().get(0);

        assertThatThrownBy(() -> ProfileFit.fit(node.known(), new Evidence(List.of(one), Map.of())))
                .isInstanceOf(FitException.class)
                .hasMessage("too little was measured for a profile: clocks at which requests were measured: 1, and at"
                        + " least 3 are needed; clocks at which idle power was measured: 0, and at least 2 are needed;"
                        + " lengths of isolated prompts: 1, and at least 2 are needed; sizes of batches that decode"
                        + " together: 1, and at least 2 are needed");
    }

    @Test
    void takesASubjectThatTellsLittle() {
        MeasuredTwin node = new MeasuredTwin(TP8.withoutJitter(), 0, 1);
        Subject told = TwinLaboratory.of(TP8, List.of(new Setup(8, 64))).subject(new Setup(8, 64));
        Subject silent = new Subject(
                Subject.UNKNOWN,
                Subject.UNKNOWN,
                Subject.UNKNOWN,
                Subject.UNKNOWN,
                Subject.UNKNOWN,
                told.tensorParallel(),
                told.maxSequences(),
                told.stepTokens(),
                Optional.empty(),
                List.of(),
                Optional.empty());

        Known known = Known.of(silent, "mine", node.evidence());

        assertThat(known.clocks().min()).isEqualTo(new Megahertz(795));
        assertThat(known.clocks().max()).isEqualTo(new Megahertz(1980));
        assertThat(known.limits().kvTokens()).isEqualTo(500_000);
        assertThat(Known.of(told, "mine", node.evidence()).clocks()).isEqualTo(TP8.clocks());
    }

    @ParameterizedTest
    @CsvSource({"1,1024,1", "1,5000,3", "40,100,20", "300,30,7"})
    void plansABurstAsAnEngineServesIt(int requests, int input, int output) {
        HardwareProfile exact = TP8.withoutJitter();
        Burst served = new MeasuredTwin(exact, 0, 1).burst(new Megahertz(1200), requests, input, output);

        Forecast forecast = Forecast.of(
                new StepPhysics(exact),
                exact.frontend(),
                BurstPlan.of(exact, requests, input, output),
                new Megahertz(1200));

        assertThat(forecast.ttft()).isCloseTo(Durations.seconds(served.ttft()), within(1e-5));
        assertThat(forecast.watts()).isCloseTo(served.power().value(), within(0.5));
        served.tbt()
                .ifPresent(tbt ->
                        assertThat(forecast.decoding() / (output - 1)).isCloseTo(Durations.seconds(tbt), within(1e-5)));
        assertThat(exact.jitter()).isEqualTo(Ratio.ZERO);
    }
}
