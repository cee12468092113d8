package io.gpugovernor.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.gpu.EngineLimits;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.StepShape;
import io.gpugovernor.sim.profile.HardwareProfiles;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VllmExpositionTest {
    private static final HardwareProfile PROFILE = HardwareProfiles.load("h100-llama-8b");
    private static final Instant STARTED = Instant.parse("2026-03-01T12:00:00.5Z");
    private static final double FRONTEND = 0.005;

    private final SimEngine engine = new SimEngine(PROFILE, completion -> {});
    private final VllmExposition exposition = new VllmExposition(PROFILE, STARTED);

    @Test
    void showsEveryFamilyAtZeroBeforeTheFirstRequest() {
        MetricsPage page = page();

        assertThat(page.sum("vllm:request_success_total")).isZero();
        assertThat(page.sum("vllm:num_requests_running")).isZero();
        assertThat(page.sum("vllm:kv_cache_usage_perc")).isZero();
        assertThat(page.sum("vllm:time_to_first_token_seconds_bucket")).isZero();
        assertThat(page.value("vllm:engine_sleep_state", "sleep_state", "awake"))
                .isEqualTo(1);
        assertThat(page.firstTokenDebt()).isZero();
    }

    @Test
    void saysWhenCountingBegan() {
        MetricsPage page = page();

        double began = STARTED.getEpochSecond() + 0.5;
        assertThat(page.sum("process_start_time_seconds")).isEqualTo(began);
        assertThat(page.sum("vllm:generation_tokens_created")).isEqualTo(began);
        assertThat(page.sum("vllm:iteration_tokens_total_created")).isEqualTo(began);
        assertThat(page.sum("vllm:prompt_tokens_by_source_created")).isEqualTo(3 * began);
    }

    @Test
    void countsAPromptInTheCachesQueriesWhenItIsBegun() {
        engine.submit(at(1.0), 100, 3);
        assertThat(page().sum("vllm:prefix_cache_queries_total")).isZero();
        engine.beginStep(at(1.2));

        assertThat(page().sum("vllm:prefix_cache_queries_total")).isEqualTo(100);
        assertThat(page().sum("vllm:prefix_cache_hits_total")).isZero();
        assertThat(page().sum("vllm:prompt_tokens_total")).isZero();
    }

    @Test
    void tellsARequestsWholeStory() {
        engine.submit(at(1.0), 100, 3);
        step(1.2, 1.5);
        step(1.5, 1.6);
        step(1.6, 1.8);

        MetricsPage page = page();
        assertThat(page.value("vllm:request_success_total", "finished_reason", "length"))
                .isEqualTo(1);
        assertThat(page.value("vllm:request_success_total", "finished_reason", "stop"))
                .isZero();
        assertThat(page.sum("vllm:prompt_tokens_total")).isEqualTo(100);
        assertThat(page.value("vllm:prompt_tokens_by_source_total", "source", "local_compute"))
                .isEqualTo(100);
        assertThat(page.sum("vllm:generation_tokens_total")).isEqualTo(3);
        assertSum(page, "vllm:time_to_first_token_seconds", 1, 0.5 + FRONTEND);
        assertSum(page, "vllm:inter_token_latency_seconds", 2, 0.3);
        assertSum(page, "vllm:request_time_per_output_token_seconds", 1, 0.15);
        assertSum(page, "vllm:e2e_request_latency_seconds", 1, 0.8);
        assertSum(page, "vllm:request_queue_time_seconds", 1, 0.2);
        assertSum(page, "vllm:request_prefill_time_seconds", 1, 0.3);
        assertSum(page, "vllm:request_decode_time_seconds", 1, 0.3);
        assertSum(page, "vllm:request_inference_time_seconds", 1, 0.6);
        assertSum(page, "vllm:request_prompt_tokens", 1, 100);
        assertSum(page, "vllm:request_prefill_kv_computed_tokens", 1, 100);
        assertSum(page, "vllm:request_generation_tokens", 1, 3);
        assertSum(page, "vllm:request_max_num_generation_tokens", 1, 3);
        assertSum(page, "vllm:request_params_max_tokens", 1, 3);
        assertSum(page, "vllm:request_params_n", 1, 1);
        assertThat(page.value("vllm:request_params_n_bucket", "le", "1.0")).isEqualTo(1);
        assertThat(page.value("vllm:time_to_first_token_seconds_bucket", "le", "0.5"))
                .isZero();
        assertThat(page.value("vllm:time_to_first_token_seconds_bucket", "le", "0.75"))
                .isEqualTo(1);
        assertThat(page.value("vllm:time_to_first_token_seconds_bucket", "le", "+Inf"))
                .isEqualTo(1);
    }

    @Test
    void booksAPromptWholeInTheStepThatEndsIt() {
        engine.submit(at(0), 2 * PROFILE.limits().stepTokens() + 10, 2);
        step(0, 0.1);
        step(0.1, 0.2);
        assertSum(page(), "vllm:iteration_tokens_total", 0, 0);

        step(0.2, 0.3);
        step(0.3, 0.4);
        assertSum(page(), "vllm:iteration_tokens_total", 2, 2 * PROFILE.limits().stepTokens() + 10 + 2);
    }

    @Test
    void showsWhoRunsAndWhoWaitsForRoom() {
        int most = PROFILE.limits().maxSequences();
        for (int i = 0; i < most + 7; i++) {
            engine.submit(at(0), 1, 50);
        }
        step(0, 0.1);

        MetricsPage page = page();
        assertThat(page.sum("vllm:num_requests_running")).isEqualTo(most);
        assertThat(page.sum("vllm:num_requests_waiting")).isEqualTo(7);
        assertThat(page.value("vllm:num_requests_waiting_by_reason", "reason", "capacity"))
                .isEqualTo(7);
        double blocks = (double) PROFILE.limits().kvTokens() / EngineLimits.BLOCK;
        assertThat(page.sum("vllm:kv_cache_usage_perc")).isCloseTo(most / blocks, within(1e-9));
    }

    @Test
    void owesExactlyTheRequestsThatHaveNoTokenYet() {
        int owed = 0;
        for (int i = 0; i < 400; i++) {
            engine.submit(at(i * 0.01), 700, 1);
            owed++;
            if (i % 2 == 0) {
                StepShape shape = engine.beginStep(at(i * 0.01));
                long before = finished();
                engine.endStep(at(i * 0.01 + 0.005));
                // A request of one token leaves with its first one, so those that ended are those that were paid.
                owed -= Math.toIntExact(finished() - before);
                assertThat(shape.prefillTokens()).isPositive();
            }
            assertThat(page().firstTokenDebt()).isEqualTo(owed);
        }
        assertThat(owed).isPositive();
    }

    @Test
    void doesNotCountARequestThatCanNeverFit() {
        engine.submit(at(0), Math.toIntExact(PROFILE.limits().kvTokens()), 100);

        MetricsPage page = page();
        assertThat(page.sum("vllm:num_requests_waiting")).isZero();
        assertThat(page.sum("vllm:request_success_total")).isZero();
    }

    @Test
    void describesTheCacheTheEngineHas() {
        MetricsPage page = page();

        assertThat(page.sum("vllm:cache_config_info")).isEqualTo(1);
        assertThat(page.labelValues("vllm:cache_config_info", "num_gpu_blocks")).containsExactly("26250");
        assertThat(page.labelValues("vllm:cache_config_info", "block_size")).containsExactly("16");
        assertThat(page.labelValues("vllm:cache_config_info", "enable_prefix_caching"))
                .containsExactly("False");
    }

    @Test
    void namesTheModelAndTheEngineOnEverySeries() {
        assertThat(exposition.render(engine, at(0)))
                .contains(
                        "vllm:num_requests_running{engine=\"0\",model_name=\"meta-llama/Llama-3.1-8B-Instruct\"} 0.0\n")
                .contains("vllm:request_success_total{engine=\"0\",finished_reason=\"length\",model_name=");
    }

    @Test
    void escapesWhatWouldEndALabel() {
        HardwareProfile odd = new HardwareProfile(
                PROFILE.name(),
                PROFILE.description(),
                PROFILE.gpuModel(),
                "a \"model\"\\of\nlines",
                PROFILE.gpus(),
                PROFILE.clocks(),
                PROFILE.powerLimit(),
                PROFILE.limits(),
                PROFILE.timing(),
                PROFILE.draw(),
                PROFILE.frontend(),
                PROFILE.jitter());

        String text = new VllmExposition(odd, STARTED).render(engine, at(0));

        assertThat(text).contains("model_name=\"a \\\"model\\\"\\\\of\\nlines\"");
        MetricsPage.parse(text);
    }

    @Test
    void writesLargeNumbersAsPrometheusReadsThem() {
        assertThat(exposition.render(engine, at(0))).contains("process_start_time_seconds 1.7723664005e+09\n");
    }

    private void step(double from, double to) {
        engine.beginStep(at(from));
        engine.endStep(at(to));
    }

    private long finished() {
        return engine.snapshot(at(0)).finished();
    }

    private MetricsPage page() {
        return MetricsPage.parse(exposition.render(engine, at(0)));
    }

    private static void assertSum(MetricsPage page, String histogram, long count, double sum) {
        assertThat(page.sum(histogram + "_count")).as(histogram).isEqualTo(count);
        assertThat(page.sum(histogram + "_sum")).as(histogram).isCloseTo(sum, within(1e-6));
    }

    private static Moment at(double seconds) {
        return new Moment(Math.round(seconds * 1e9));
    }
}
