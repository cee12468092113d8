package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every key with a value that is not its default, so that a key that is read into nothing shows. */
class PolicyMappingTest {
    static final String FULL = """
            apiVersion: gpu-governor/v1
            mode: enforce
            telemetry: {period: 250ms, budget: 5%}
            domains:
              - name: code.batch_1
                engine: {type: vllm, url: "https://engine.example:8443/base/", metricsPath: /m/prometheus, feed: off}
                gpus: [7, GPU-0A1B2C3D-0000-1111-2222-0123456789ab, "3b:00.0"]
                slo: {ttft: 1500ms, tbt: 0.12s, quantile: 95%}
                objective: power
                clocks: {min: 600, max: 1500MHz, pin: true}
                hysteresis: {maxSwitchesPerMinute: 12, dwell: 300ms, deadBand: 0.1}
                profile: a800-tp2
            nvml: {library: /opt/nvidia/libnvidia-ml.so.1}
            safety: {onExit: keep, staleAfter: 5s}
            http: {listen: "[::1]:9000"}
            node: {powerBudget: 4.5kW}
            learning: {keep: false, directory: /srv/governor}
            """;

    private final PolicyFile policy = PolicyTexts.accepted(FULL);
    private final DomainConfig domain = policy.domains().get(0);

    @Test
    void mapsTheMode() {
        assertThat(policy.mode()).isEqualTo(Mode.ENFORCE);
    }

    @Test
    void mapsTheNodesPower() {
        assertThat(policy.learning()).isEqualTo(new LearningConfig(false, Optional.of(Path.of("/srv/governor"))));
        assertThat(policy.node()).isEqualTo(new NodeConfig(Optional.of(new Watts(4500))));
    }

    @Test
    void mapsTelemetry() {
        assertThat(policy.telemetry())
                .isEqualTo(new TelemetryConfig(Optional.of(Duration.ofMillis(250)), new Ratio(0.05)));
    }

    @Test
    void mapsTheDomain() {
        assertThat(domain.name()).isEqualTo("code.batch_1");
        assertThat(domain.objective()).isEqualTo(Objective.POWER);
        assertThat(domain.profile()).isEqualTo(new ProfileSource.Named("a800-tp2"));
    }

    @Test
    void mapsTheEngine() {
        assertThat(domain.engine())
                .isEqualTo(new EngineConfig(
                        EngineType.VLLM,
                        URI.create("https://engine.example:8443/base/"),
                        "/m/prometheus",
                        new FeedSetting.Off()));
    }

    @Test
    void mapsGpusInTheirThreeSpellings() {
        assertThat(domain.gpus())
                .isEqualTo(new GpuSelection.Listed(List.of(
                        new GpuSelector.ByIndex(7),
                        new GpuSelector.ByUuid("GPU-0a1b2c3d-0000-1111-2222-0123456789ab"),
                        new GpuSelector.ByPciBusId("00000000:3B:00.0"))));
    }

    @Test
    void mapsTheSlo() {
        assertThat(domain.slo())
                .isEqualTo(new SloConfig.Promised(
                        Slo.of(Duration.ofMillis(1500), Duration.ofMillis(120), new Ratio(0.95))));
    }

    @Test
    void mapsTheClocks() {
        assertThat(domain.clocks())
                .isEqualTo(new ClockRange(Optional.of(new Megahertz(600)), Optional.of(new Megahertz(1500)), true));
    }

    @Test
    void mapsTheHysteresis() {
        assertThat(domain.hysteresis()).isEqualTo(new HysteresisConfig(12, Duration.ofMillis(300), new Ratio(0.1)));
    }

    @Test
    void mapsNvml() {
        assertThat(policy.nvml()).isEqualTo(new NvmlConfig(Optional.of(Path.of("/opt/nvidia/libnvidia-ml.so.1"))));
    }

    @Test
    void mapsSafety() {
        assertThat(policy.safety()).isEqualTo(new SafetyConfig(OnExit.KEEP, Duration.ofSeconds(5)));
    }

    @Test
    void mapsHttp() {
        assertThat(policy.http()).isEqualTo(new HttpConfig(new HostPort("::1", 9000), Optional.empty()));
    }

    @Test
    void mapsTheGroupThatMayCommand() {
        assertThat(PolicyTexts.accepted(PolicyTexts.withRoot("control: {group: gpu-operators}"))
                        .control())
                .isEqualTo(new ControlConfig(Optional.of("gpu-operators")));
    }

    @Test
    void keepsDomainsInTheirOrder() {
        String two = PolicyTexts.withRoot("  - {name: code, engine: {url: \"http://b\"}}");

        assertThat(PolicyTexts.accepted(two).domains())
                .extracting(DomainConfig::name)
                .containsExactly("chat", "code");
    }
}
