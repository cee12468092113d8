package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Ratio;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyDefaultsTest {
    private final PolicyFile policy = PolicyTexts.accepted(PolicyTexts.MINIMAL);
    private final DomainConfig domain = policy.domains().get(0);

    @Test
    void observesUnlessToldOtherwise() {
        assertThat(policy.mode()).isEqualTo(Mode.OBSERVE);
        assertThat(policy.domains()).hasSize(1);
        assertThat(PolicyTexts.warnings(PolicyTexts.MINIMAL)).isEmpty();
    }

    @Test
    void scrapesAutomaticallyWithinTwoPercentOfACore() {
        assertThat(policy.telemetry()).isEqualTo(new TelemetryConfig(Optional.empty(), new Ratio(0.02)));
        assertThat(policy.telemetry().longestPeriod()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void findsNvmlByItself() {
        assertThat(policy.nvml()).isEqualTo(new NvmlConfig(Optional.empty()));
    }

    @Test
    void releasesOnExitAndWhenTelemetryIsThreeSecondsOld() {
        assertThat(policy.safety()).isEqualTo(new SafetyConfig(OnExit.RELEASE, Duration.ofSeconds(3)));
    }

    @Test
    void keepsWhatItLearnsWhereServicesKeepTheirState() {
        assertThat(policy.learning()).isEqualTo(new LearningConfig(true, Optional.empty()));
    }

    @Test
    void listensOnTheLoopbackOnly() {
        assertThat(policy.http()).isEqualTo(new HttpConfig(new HostPort("127.0.0.1", 9464), Optional.empty()));
    }

    @Test
    void takesCommandsFromItsOwnUserAndRootAlone() {
        assertThat(policy.control()).isEqualTo(new ControlConfig(Optional.empty()));
    }

    @Test
    void limitsNoPower() {
        assertThat(policy.node()).isEqualTo(new NodeConfig(Optional.empty()));
    }

    @Test
    void governsTheEnginesGpusForEnergyWithinFiveTimesTheUnloadedLatency() {
        assertThat(domain.name()).isEqualTo("chat");
        assertThat(domain.gpus()).isEqualTo(new GpuSelection.Auto());
        assertThat(domain.slo()).isEqualTo(new SloConfig.Auto());
        assertThat(domain.objective()).isEqualTo(Objective.ENERGY);
        assertThat(domain.profile()).isEqualTo(new ProfileSource.Auto());
    }

    @Test
    void takesTheEngineForVllmWithMetricsInTheUsualPlace() {
        assertThat(domain.engine())
                .isEqualTo(new EngineConfig(
                        EngineType.VLLM, URI.create("http://127.0.0.1:8000"), "/metrics", new FeedSetting.Auto()));
    }

    @Test
    void mayUseEveryClockOfTheGpuWithoutPinning() {
        assertThat(domain.clocks()).isEqualTo(new ClockRange(Optional.empty(), Optional.empty(), false));
    }

    @Test
    void boundsSwitchesButKeepsNoDwell() {
        assertThat(domain.hysteresis()).isEqualTo(new HysteresisConfig(240, Duration.ZERO, new Ratio(0.02)));
    }

    @Test
    void promisesToNinetyNinePercentWhereNoQuantileIsGiven() {
        SloConfig slo = PolicyTexts.domain("slo: {ttft: 1s}").slo();

        assertThat(((SloConfig.Promised) slo).slo().quantile()).isEqualTo(new Ratio(0.99));
    }
}
