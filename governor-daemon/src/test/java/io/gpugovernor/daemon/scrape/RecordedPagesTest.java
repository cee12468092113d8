package io.gpugovernor.daemon.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reader sees on the recorded pages is what the parser reads. */
class RecordedPagesTest {
    private static final Set<String> WANTED = Set.of(
            "process_start_time_seconds",
            "vllm:cache_config_info",
            "vllm:e2e_request_latency_seconds",
            "vllm:iteration_tokens_total",
            "vllm:num_requests_running",
            "vllm:generation_tokens_total",
            "vllm:inter_token_latency_seconds",
            "vllm:request_success_total",
            "sglang:num_queue_reqs",
            "sglang:prompt_tokens_total",
            "sglang:time_per_output_token_seconds",
            "sglang:time_to_first_token_seconds",
            "sglang:token_usage");

    @ParameterizedTest
    @CsvSource({
        "vllm-v1.prom, 32, 461, 556, 562, 3521, 688061",
        "vllm-v1-idle-start.prom, 0, 0, 0, 0, 0, 0",
        "vllm-v0.prom, 11, 53, 33, 61, 400, 45435"
    })
    void readsOneEngine(String name, double running, double stopped, double in10, double all, double steps, double sum)
            throws Exception {
        Exposition page = page(name);

        assertThat(values(page, "vllm:num_requests_running")).containsExactly(running);
        assertThat(value(page, "vllm:request_success_total", "finished_reason", "stop"))
                .isEqualTo(stopped);
        assertThat(value(page, "vllm:e2e_request_latency_seconds_bucket", "le", "10.0"))
                .isEqualTo(in10);
        assertThat(value(page, "vllm:e2e_request_latency_seconds_bucket", "le", "+Inf"))
                .isEqualTo(all);
        assertThat(values(page, "vllm:iteration_tokens_total_count")).containsExactly(steps);
        assertThat(values(page, "vllm:iteration_tokens_total_sum")).containsExactly(sum);
        assertThat(page.declares("vllm:iteration_tokens_total")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"vllm-v1-dp2.prom, true", "vllm-v1-dp2-multiproc.prom, false"})
    void readsTwoEngines(String name, boolean singleProcess) throws Exception {
        Exposition page = page(name);

        assertThat(value(page, "vllm:num_requests_running", "engine", "0")).isEqualTo(23);
        assertThat(value(page, "vllm:num_requests_running", "engine", "1")).isEqualTo(32);
        assertThat(values(page, "vllm:request_success_total")).containsExactly(107, 84, 18, 25, 2, 4, 0, 0, 0, 0);
        assertThat(values(page, "vllm:iteration_tokens_total_count")).containsExactly(916, 833);
        assertThat(values(page, "vllm:iteration_tokens_total_sum")).containsExactly(157_891, 134_790);
        assertThat(page.series("process_start_time_seconds").isEmpty()).isNotEqualTo(singleProcess);
    }

    @Test
    void readsTheLongestLineOfThePage() throws Exception {
        Series cache = page("vllm-v1.prom").series("vllm:cache_config_info").get(0);

        assertThat(cache.labels())
                .hasSize(29)
                .containsEntry("num_gpu_blocks", "27431")
                .containsEntry("kv_cache_dtype_skip_layers", "[]");
        assertThat(values(page("vllm-v1.prom"), "process_start_time_seconds")).containsExactly(1.79535139634e+09);
    }

    @Test
    void readsAnotherEngine() throws Exception {
        Exposition page = page("sglang.prom");

        assertThat(page.series("sglang:num_queue_reqs"))
                .containsExactly(new Series(
                        "sglang:num_queue_reqs", Map.of("model_name", "meta-llama/Llama-3.1-8B-Instruct"), 2826));
        assertThat(values(page, "sglang:prompt_tokens_total")).containsExactly(8_128_902);
        assertThat(values(page, "sglang:token_usage")).containsExactly(0.28);
        assertThat(values(page, "sglang:time_to_first_token_seconds_sum")).containsExactly(2.3518979474117756e+06);
        assertThat(value(page, "sglang:time_per_output_token_seconds_bucket", "le", "0.025"))
                .isEqualTo(855);
        assertThat(value(page, "sglang:time_per_output_token_seconds_bucket", "le", "+Inf"))
                .isEqualTo(7_400_757);
    }

    @Test
    void readsOpenMetrics() throws Exception {
        byte[] bytes = RecordedPages.read("vllm-rust-frontend-openmetrics.prom");
        Exposition page = page("vllm-rust-frontend-openmetrics.prom");

        assertThat(TextFormat.of(bytes, bytes.length)).isEqualTo(TextFormat.OPEN_METRICS);
        assertThat(OpenMetricsCheck.violations(bytes, bytes.length)).isEmpty();
        assertThat(values(page, "vllm:num_requests_running")).containsExactly(3);
        assertThat(values(page, "vllm:generation_tokens_total")).containsExactly(5678);
        assertThat(page.declares("vllm:generation_tokens_total")).isTrue();
        assertThat(values(page, "vllm:inter_token_latency_seconds_bucket")).containsExactly(5580, 5600, 5600);
    }

    @ParameterizedTest
    @CsvSource({"vllm-v1.prom", "vllm-v1-dp2-multiproc.prom", "vllm-v0.prom", "sglang.prom"})
    void takesPrometheusTextForWhatItIs(String name) throws IOException {
        byte[] bytes = RecordedPages.read(name);

        assertThat(TextFormat.of(bytes, bytes.length)).isEqualTo(TextFormat.PROMETHEUS);
    }

    private static double value(Exposition page, String name, String label, String value) {
        List<Double> values = new ArrayList<>();
        for (Series series : page.series(name)) {
            if (value.equals(series.labels().get(label))) {
                values.add(series.value());
            }
        }
        assertThat(values).as("series of " + name + " with " + value).hasSize(1);
        return values.get(0);
    }

    private static double[] values(Exposition page, String name) {
        return page.series(name).stream().mapToDouble(Series::value).toArray();
    }

    private static Exposition page(String name) throws IOException, ExpositionException {
        byte[] page = RecordedPages.read(name);
        return new PrometheusText(WANTED, ExpositionLimits.DEFAULT).parse(page, page.length);
    }
}
