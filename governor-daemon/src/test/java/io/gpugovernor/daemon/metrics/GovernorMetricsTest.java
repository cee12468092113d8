package io.gpugovernor.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.model.Account;
import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.model.Served;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.model.ThrottleReason;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.daemon.journal.Decisions;
import io.gpugovernor.nvml.CallKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GovernorMetricsTest {
    private static final BuildInfo BUILD = new BuildInfo("1.2.3", "abc", "17.0.1");

    /** What the project promises to publish, with its type. */
    private static final Map<String, String> PROMISED = Map.ofEntries(
            Map.entry("gpu_governor_build_info", "gauge"),
            Map.entry("gpu_governor_gpu_info", "gauge"),
            Map.entry("gpu_governor_setpoint_hertz", "gauge"),
            Map.entry("gpu_governor_applied_clock_hertz", "gauge"),
            Map.entry("gpu_governor_power_watts", "gauge"),
            Map.entry("gpu_governor_energy_joules_total", "counter"),
            Map.entry("gpu_governor_energy_saved_joules_total", "counter"),
            Map.entry("gpu_governor_slo_slack_seconds", "gauge"),
            Map.entry("gpu_governor_slo_attainment_ratio", "gauge"),
            Map.entry("gpu_governor_power_limit_watts", "gauge"),
            Map.entry("gpu_governor_throttled", "gauge"),
            Map.entry("gpu_governor_clock_min_hertz", "gauge"),
            Map.entry("gpu_governor_clock_max_hertz", "gauge"),
            Map.entry("gpu_governor_slo_quantile_ratio", "gauge"),
            Map.entry("gpu_governor_slo_requests_total", "counter"),
            Map.entry("gpu_governor_slo_misses_total", "counter"),
            Map.entry("gpu_governor_state", "gauge"),
            Map.entry("gpu_governor_miss_price_joules", "gauge"),
            Map.entry("gpu_governor_error_budget_remaining_ratio", "gauge"),
            Map.entry("gpu_governor_first_token_debt", "gauge"),
            Map.entry("gpu_governor_first_token_debt_least", "gauge"),
            Map.entry("gpu_governor_switch_cost_joules", "gauge"),
            Map.entry("gpu_governor_decisions_total", "counter"),
            Map.entry("gpu_governor_actuations_total", "counter"),
            Map.entry("gpu_governor_tick_duration_seconds", "histogram"),
            Map.entry("gpu_governor_nvml_call_duration_seconds", "histogram"),
            Map.entry("gpu_governor_nvml_deadline_misses_total", "counter"),
            Map.entry("gpu_governor_telemetry_age_seconds", "gauge"),
            Map.entry("gpu_governor_config_last_reload_successful", "gauge"));

    /** What Micrometer adds to histograms. */
    private static final String TICK_MAX = "gpu_governor_tick_duration_seconds_max";

    private static final String CALL_MAX = "gpu_governor_nvml_call_duration_seconds_max";

    private double nowSeconds = 10;
    private final GovernorMetrics metrics = new GovernorMetrics(BUILD, () -> new Moment(Math.round(nowSeconds * 1e9)));

    @BeforeEach
    void publishOneDomain() {
        metrics.publish(List.of(Decisions.domain("chat")));
    }

    @Test
    void publishesWhatIsPromisedAndNothingElse() {
        metrics.record(Decisions.steady("chat").build());
        metrics.tickTook("chat", Duration.ofMillis(3));

        Map<String, String> expected = new TreeMap<>(PROMISED);
        expected.put(TICK_MAX, "gauge");
        expected.put(CALL_MAX, "gauge");
        assertThat(new ScrapedPage(metrics.scrape()).types()).isEqualTo(expected);
    }

    @Test
    void saysWhatEverySeriesMeans() {
        metrics.record(Decisions.steady("chat").build());

        assertThat(new ScrapedPage(metrics.scrape()).helps().keySet()).containsAll(PROMISED.keySet());
        assertThat(new ScrapedPage(metrics.scrape()).helps().get("gpu_governor_energy_saved_joules_total"))
                .startsWith("Estimate");
    }

    @Test
    void givesValuesInBaseUnitsWithTheirLabels() {
        metrics.record(Decisions.steady("chat").build());

        String page = metrics.scrape();
        assertThat(page.lines())
                .contains(
                        "gpu_governor_build_info{java_version=\"17.0.1\",revision=\"abc\",version=\"1.2.3\"} 1",
                        "gpu_governor_gpu_info{domain=\"chat\",gpu=\"0\",model=\"NVIDIA H100 80GB HBM3\","
                                + "pci_bus_id=\"00000000:30:00.0\",uuid=\"GPU-0000-0\"} 1",
                        "gpu_governor_setpoint_hertz{domain=\"chat\"} 1.38E9",
                        "gpu_governor_applied_clock_hertz{domain=\"chat\",gpu=\"1\",uuid=\"GPU-0000-1\"} 1.38E9",
                        "gpu_governor_power_watts{domain=\"chat\",gpu=\"0\",uuid=\"GPU-0000-0\"} 351.0",
                        "gpu_governor_energy_joules_total{domain=\"chat\"} 7000.0",
                        "gpu_governor_energy_saved_joules_total{domain=\"chat\"} 2880.0",
                        "gpu_governor_slo_slack_seconds{domain=\"chat\",slo=\"ttft\"} 0.312",
                        "gpu_governor_slo_slack_seconds{domain=\"chat\",slo=\"tbt\"} 0.041",
                        "gpu_governor_slo_attainment_ratio{domain=\"chat\",slo=\"ttft\"} 0.996",
                        "gpu_governor_power_limit_watts{domain=\"chat\",gpu=\"0\",uuid=\"GPU-0000-0\"} 700.0",
                        "gpu_governor_throttled{domain=\"chat\",gpu=\"1\",reason=\"thermal\",uuid=\"GPU-0000-1\"} 0.0",
                        "gpu_governor_clock_min_hertz{domain=\"chat\"} 3.45E8",
                        "gpu_governor_clock_max_hertz{domain=\"chat\"} 1.98E9",
                        "gpu_governor_slo_quantile_ratio{domain=\"chat\"} 0.99",
                        "gpu_governor_slo_requests_total{domain=\"chat\",slo=\"ttft\"} 1000.0",
                        "gpu_governor_slo_requests_total{domain=\"chat\",slo=\"tbt\"} 900.0",
                        "gpu_governor_slo_misses_total{domain=\"chat\",slo=\"ttft\"} 4.0",
                        "gpu_governor_slo_misses_total{domain=\"chat\",slo=\"tbt\"} 2.0",
                        "gpu_governor_state{domain=\"chat\",state=\"governing\"} 1.0",
                        "gpu_governor_state{domain=\"chat\",state=\"released\"} 0.0",
                        "gpu_governor_miss_price_joules{domain=\"chat\"} 2150.0",
                        "gpu_governor_first_token_debt{domain=\"chat\"} 2.0",
                        "gpu_governor_first_token_debt_least{domain=\"chat\"} 2.0",
                        "gpu_governor_switch_cost_joules{domain=\"chat\"} 95.0",
                        "gpu_governor_decisions_total{domain=\"chat\",reason=\"optimal\"} 1.0",
                        "gpu_governor_decisions_total{domain=\"chat\",reason=\"deadline\"} 0.0",
                        "gpu_governor_actuations_total{domain=\"chat\",outcome=\"not_needed\"} 1.0",
                        "gpu_governor_config_last_reload_successful 1.0");
        assertThat(new ScrapedPage(page).value("gpu_governor_error_budget_remaining_ratio"))
                .isBetween(0.3999, 0.4001);
    }

    @Test
    void tellsAReleaseThatFailedFromOneThatSucceeded() {
        metrics.record(Decisions.steady("chat")
                .because(GovernorState.RELEASE_FAILED, Reason.SHUTDOWN, "")
                .build());

        assertThat(metrics.scrape().lines())
                .contains(
                        "gpu_governor_state{domain=\"chat\",state=\"release_failed\"} 1.0",
                        "gpu_governor_state{domain=\"chat\",state=\"released\"} 0.0");
    }

    @Test
    void dropsTheSetpointAndTheForecastWhenReleased() {
        metrics.record(Decisions.steady("chat").build());
        metrics.record(
                Decisions.steady("chat").released("the engine does not answer").build());

        assertThat(new ScrapedPage(metrics.scrape()).types().keySet())
                .contains("gpu_governor_applied_clock_hertz", "gpu_governor_energy_joules_total")
                .doesNotContain(
                        "gpu_governor_setpoint_hertz",
                        "gpu_governor_slo_slack_seconds",
                        "gpu_governor_miss_price_joules",
                        "gpu_governor_switch_cost_joules",
                        "gpu_governor_first_token_debt",
                        "gpu_governor_first_token_debt_least",
                        "gpu_governor_telemetry_age_seconds");
    }

    @Test
    void dropsTheReadingsOfAGpuThatFallsSilent() {
        metrics.record(Decisions.steady("chat").build());
        metrics.record(Decisions.steady("chat")
                .with(Decisions.gpu(0, 1380, 351), Decisions.silentGpu(1))
                .build());

        assertThat(metrics.scrape().lines().filter(line -> line.contains("gpu=\"1\"")))
                .allMatch(line -> line.startsWith("gpu_governor_gpu_info"))
                .hasSize(1);
        assertThat(metrics.scrape()).doesNotContain("gpu_governor_energy_joules_total{");
    }

    @Test
    void tellsWhatHoldsAGpuBelowItsSetpoint() {
        metrics.record(Decisions.steady("chat")
                .with(Decisions.throttledGpu(0, ThrottleReason.POWER_LIMIT))
                .build());

        assertThat(metrics.scrape().lines().filter(line -> line.startsWith("gpu_governor_throttled{")))
                .containsExactlyInAnyOrder(
                        "gpu_governor_throttled{domain=\"chat\",gpu=\"0\",reason=\"hardware\",uuid=\"GPU-0000-0\"} 0.0",
                        "gpu_governor_throttled{domain=\"chat\",gpu=\"0\",reason=\"power_limit\",uuid=\"GPU-0000-0\"} 1.0",
                        "gpu_governor_throttled{domain=\"chat\",gpu=\"0\",reason=\"thermal\",uuid=\"GPU-0000-0\"} 0.0");
    }

    @Test
    void namesThePolicyFileInForceAndNoOther() {
        metrics.configLoaded(Instant.EPOCH, "aaaaaaaaaaaaaaaaffff");
        metrics.configLoaded(Instant.EPOCH, "bbbbbbbbbbbbbbbbffff");
        metrics.configRefused();

        assertThat(metrics.scrape().lines().filter(line -> line.startsWith("gpu_governor_config_hash")))
                .containsExactly("gpu_governor_config_hash_info{hash=\"bbbbbbbbbbbbbbbb\"} 1");
    }

    @Test
    void hasAsManySeriesAfterAThousandDecisionsAndReloadsAsAfterOne() {
        metrics.configLoaded(Instant.EPOCH, "0");
        metrics.record(Decisions.steady("chat").build());
        long before = samples();
        for (int i = 0; i < 1000; i++) {
            Reason reason = List.of(Reason.values()).get(i % Reason.values().length);
            GovernorState state = List.of(GovernorState.values()).get(i % GovernorState.values().length);
            // Every time other GPUs, as after a driver that was loaded anew.
            metrics.record(Decisions.steady("chat")
                    .because(state, reason, "detail " + i)
                    .with(Decisions.gpu(2 * i, 1380, 351), Decisions.gpu(2 * i + 1, 1380, 349))
                    .build());
            metrics.configLoaded(Instant.EPOCH, Integer.toHexString(i));
        }

        assertThat(samples()).isEqualTo(before);
    }

    private long samples() {
        return metrics.scrape().lines().filter(line -> !line.startsWith("#")).count();
    }

    @Test
    void publishesNothingOfATargetThatIsNotPromised() {
        Slo decodeOnly = new Slo(Optional.empty(), Optional.of(Duration.ofMillis(100)), new Ratio(0.99));
        PolicyDomain chat = Decisions.domain("chat");
        metrics.publish(List.of(new PolicyDomain("chat", chat.clocks(), decodeOnly, chat.staleAfter())));
        metrics.record(Decisions.steady("chat").build());

        assertThat(metrics.scrape().lines().filter(line -> line.matches("gpu_governor_slo_(requests|misses|att).*")))
                .hasSize(3)
                .allMatch(line -> line.contains("slo=\"tbt\""));
    }

    @Test
    void publishesNoPresentValueOfALoopThatStopped() {
        metrics.record(Decisions.steady("chat").build());
        nowSeconds = 10 + 3.1;

        assertThat(new ScrapedPage(metrics.scrape()).types().keySet())
                .contains("gpu_governor_decisions_total", "gpu_governor_energy_joules_total")
                .doesNotContain(
                        "gpu_governor_setpoint_hertz",
                        "gpu_governor_power_watts",
                        "gpu_governor_state",
                        "gpu_governor_telemetry_age_seconds");
    }

    @Test
    void letsTelemetryAgeBetweenTicks() {
        metrics.record(Decisions.steady("chat").build());
        nowSeconds = 10.5;

        assertThat(new ScrapedPage(metrics.scrape()).value("gpu_governor_telemetry_age_seconds"))
                .isEqualTo(0.54);
    }

    @Test
    void neverLetsTheSavedEnergyFall() {
        metrics.record(Decisions.steady("chat").with(saving(-50)).build());
        assertThat(saved()).isZero();
        metrics.record(Decisions.steady("chat").with(saving(300)).build());
        metrics.record(Decisions.steady("chat").with(saving(250)).build());
        assertThat(saved()).isEqualTo(300);
        metrics.record(Decisions.steady("chat").with(saving(310)).build());
        assertThat(saved()).isEqualTo(310);
    }

    @Test
    void countsCallsByOutcomeAndTicksByDuration() {
        metrics.record(Decisions.steady("chat")
                .moving(1380, 900, new Actuation.Failed("no permission"))
                .build());
        metrics.tickTook("chat", Duration.ofMillis(3));

        assertThat(metrics.scrape().lines())
                .contains(
                        "gpu_governor_actuations_total{domain=\"chat\",outcome=\"failed\"} 1.0",
                        "gpu_governor_tick_duration_seconds_bucket{domain=\"chat\",le=\"0.002\"} 0",
                        "gpu_governor_tick_duration_seconds_bucket{domain=\"chat\",le=\"0.005\"} 1",
                        "gpu_governor_tick_duration_seconds_count{domain=\"chat\"} 1");
    }

    @Test
    void countsWhatDecisionsWaitForAtTheDriver() {
        assertThat(metrics.scrape().lines()).contains("gpu_governor_nvml_deadline_misses_total{call=\"set\"} 0.0");

        metrics.driverCalls().answered(CallKind.SET, Duration.ofMillis(8));
        metrics.driverCalls().answered(CallKind.READ, Duration.ofMillis(60));
        metrics.driverCalls().missedDeadline(CallKind.READ);

        assertThat(metrics.scrape().lines())
                .contains(
                        "gpu_governor_nvml_call_duration_seconds_bucket{call=\"set\",le=\"0.005\"} 0",
                        "gpu_governor_nvml_call_duration_seconds_bucket{call=\"set\",le=\"0.01\"} 1",
                        "gpu_governor_nvml_call_duration_seconds_max{call=\"read\"} 0.06",
                        "gpu_governor_nvml_deadline_misses_total{call=\"read\"} 1.0",
                        "gpu_governor_nvml_deadline_misses_total{call=\"set\"} 0.0");
    }

    @Test
    void tellsThatAReloadFailed() {
        metrics.configRefused();
        assertThat(metrics.scrape().lines()).contains("gpu_governor_config_last_reload_successful 0.0");
    }

    @Test
    void leavesOutDomainsThatAreNotConfigured() {
        metrics.record(Decisions.steady("stranger").build());
        metrics.tickTook("stranger", Duration.ofMillis(1));

        assertThat(metrics.scrape()).doesNotContain("stranger");
    }

    @Test
    void forgetsADomainThatIsConfiguredNoMoreAndKeepsCountingTheOthers() {
        metrics.publish(List.of(Decisions.domain("chat"), Decisions.domain("code")));
        metrics.record(Decisions.steady("chat").build());
        metrics.record(Decisions.steady("code").build());
        metrics.publish(List.of(Decisions.domain("chat")));

        assertThat(metrics.scrape())
                .doesNotContain("\"code\"")
                .contains("gpu_governor_decisions_total{domain=\"chat\",reason=\"optimal\"} 1.0");
    }

    @Test
    void escapesWhatNamesMayContain() {
        metrics.publish(List.of(Decisions.domain("a\"b\\c\nd")));
        metrics.record(Decisions.steady("a\"b\\c\nd").build());

        assertThat(metrics.scrape()).contains("gpu_governor_setpoint_hertz{domain=\"a\\\"b\\\\c\\nd\"} 1.38E9");
    }

    private double saved() {
        return new ScrapedPage(metrics.scrape()).value("gpu_governor_energy_saved_joules_total");
    }

    private static Account saving(double joules) {
        return new Account(new Joules(7000), new Joules(joules), 0, 0, 0, 0, 0, Served.NONE);
    }
}
