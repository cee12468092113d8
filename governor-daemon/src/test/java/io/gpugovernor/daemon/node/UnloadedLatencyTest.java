package io.gpugovernor.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.characterize.Probe;
import io.gpugovernor.sim.characterize.ServingPoint;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnloadedLatencyTest {
    private static final Ratio NINETY = new Ratio(0.9);

    @ParameterizedTest
    @ValueSource(strings = {"h100-llama-8b", "h100-llama-70b-tp8", "a800-qwen-32b-tp2"})
    void isWhatTheTwinNeedsForARequestThatHasItToItself(String profile) {
        HardwareProfile hardware = HardwareProfiles.load(profile);
        Slo slo = UnloadedLatency.slo(Probe.measure(hardware), 1, NINETY);
        ServingPoint alone = ServingPoint.measure(hardware, hardware.clocks().max(), 0.01, 500, 128, 200, 5);

        assertThat(Durations.seconds(slo.ttft().orElseThrow()))
                .isCloseTo(Durations.seconds(alone.ttft()), Percentage.withPercentage(20));
        assertThat(Durations.seconds(slo.tbt().orElseThrow()))
                .isCloseTo(Durations.seconds(alone.tbt()), Percentage.withPercentage(20));
        assertThat(slo.quantile()).isEqualTo(NINETY);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 10})
    void growsWithTheMultiple(int times) {
        HardwareProfile hardware = HardwareProfiles.load("h100-llama-8b");
        Slo once = UnloadedLatency.slo(Probe.measure(hardware), 1, NINETY);
        Slo multiple = UnloadedLatency.slo(Probe.measure(hardware), times, NINETY);

        assertThat(Durations.seconds(multiple.ttft().orElseThrow()))
                .isCloseTo(times * Durations.seconds(once.ttft().orElseThrow()), within(1e-6));
    }
}
