package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordRulesTest {
    @ParameterizedTest
    @CsvSource({
        "http://a:8000, /metrics, http://a:8000/metrics",
        "http://a:8000/, /metrics, http://a:8000/metrics",
        "https://a/base, /m/x, https://a/base/m/x",
        "https://a/base/, /, https://a/base/"
    })
    void joinsUrlAndMetricsPath(String url, String path, String joined) {
        EngineConfig engine = new EngineConfig(EngineType.VLLM, URI.create(url), path, new FeedSetting.Auto());

        assertThat(engine.metricsUrl()).isEqualTo(URI.create(joined));
    }

    @Test
    void theEnvironmentOverridesTheNvmlLibrary() {
        NvmlConfig inFile = new NvmlConfig(Optional.of(Path.of("/a.so")));

        assertThat(inFile.overriddenBy(Map.of("GPU_GOVERNOR_NVML_LIBRARY", "/b.so"))
                        .library())
                .contains(Path.of("/b.so"));
        assertThat(inFile.overriddenBy(Map.of("GPU_GOVERNOR_NVML_LIBRARY", ""))).isEqualTo(inFile);
        assertThat(inFile.overriddenBy(Map.of())).isEqualTo(inFile);
    }

    @Test
    void recordsRefuseWhatTheLoaderWould() {
        Optional<Megahertz> low = Optional.of(new Megahertz(345));
        Optional<Megahertz> high = Optional.of(new Megahertz(1980));

        assertThatIllegalArgumentException().isThrownBy(() -> new ClockRange(high, low, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new GpuSelection.Listed(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new HostPort("a", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new HostPort("a", 65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> new HostPort(" ", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Problems(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new HysteresisConfig(0, Duration.ZERO, Ratio.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HysteresisConfig(1, Duration.ofNanos(-1), Ratio.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TelemetryConfig(Optional.of(Duration.ZERO), Ratio.ONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new SafetyConfig(OnExit.KEEP, Duration.ZERO));
    }

    @Test
    void aPolicyHasDomainsOfDifferentNames() {
        PolicyFile policy = PolicyTexts.accepted(PolicyTexts.MINIMAL);
        DomainConfig domain = policy.domains().get(0);

        assertThatIllegalArgumentException().isThrownBy(() -> withDomains(policy, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> withDomains(policy, List.of(domain, domain)));
    }

    private static PolicyFile withDomains(PolicyFile policy, List<DomainConfig> domains) {
        return new PolicyFile(
                policy.mode(),
                policy.telemetry(),
                domains,
                policy.nvml(),
                policy.safety(),
                policy.http(),
                policy.control(),
                policy.node(),
                policy.learning());
    }

    @Test
    void writesAnIpv6AddressInBrackets() {
        assertThat(new HostPort("::1", 9464)).hasToString("[::1]:9464");
    }
}
