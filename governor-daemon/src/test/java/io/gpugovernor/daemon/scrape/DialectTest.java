package io.gpugovernor.daemon.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class DialectTest {
    static final List<String> SHIPPED = Dialect.SHIPPED;

    private static final Dialect VLLM = Dialect.of("vllm");

    @ParameterizedTest
    @FieldSource("SHIPPED")
    void comesWithWhatTheGovernorCannotWorkWithout(String type) {
        Vocabulary shipped = (Vocabulary) Dialect.of(type);

        assertThat(shipped.words(Role.RUNNING)).isNotEmpty();
        assertThat(shipped.words(Role.WAITING)).isNotEmpty();
        assertThat(shipped.silenced()).doesNotEndWith(".");
    }

    @Test
    void takesTheNewNameWhereBothAreShown() throws ExpositionException {
        Reading reading = read("vllm:gpu_cache_usage_perc 0.5\nvllm:kv_cache_usage_perc 0.4\n");

        assertThat(name(reading, Role.KV_USAGE)).isEqualTo("vllm:kv_cache_usage_perc");
    }

    @Test
    void takesTheOldNameWhereItIsTheOnlyOne() throws ExpositionException {
        Reading reading = read("vllm:time_per_output_token_seconds_count 1\nvllm:gpu_cache_usage_perc 0.5\n");

        assertThat(name(reading, Role.STEP_LATENCY)).isEqualTo("vllm:time_per_output_token_seconds");
        assertThat(name(reading, Role.KV_USAGE)).isEqualTo("vllm:gpu_cache_usage_perc");
    }

    @Test
    void prefersAnOldNameWithValuesToANewOneWithout() throws ExpositionException {
        Reading reading = read("""
                # TYPE vllm:inter_token_latency_seconds histogram
                vllm:time_per_output_token_seconds_count 1
                """);

        assertThat(name(reading, Role.STEP_LATENCY)).isEqualTo("vllm:time_per_output_token_seconds");
    }

    @Test
    void takesACounterWithoutSeriesForOneThatCountedNothing() throws ExpositionException {
        Reading reading = read("# TYPE vllm:request_success_total counter\nvllm:num_requests_running 1\n");

        assertThat(name(reading, Role.FINISHED)).isEqualTo("vllm:request_success_total");
    }

    @Test
    void takesAGaugeWithoutSeriesForUnknownOnceTheEngineWorks() throws ExpositionException {
        String declared = "# TYPE vllm:num_requests_running gauge\n";

        assertThat(name(read(declared), Role.RUNNING)).isEqualTo("vllm:num_requests_running");
        assertThat(read(declared + "vllm:prompt_tokens_total 7\n").has(Role.RUNNING))
                .isFalse();
    }

    @Test
    void refusesAnUnknownEngineType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dialect.of("vlm"))
                .withMessage("no engine type 'vlm' is known; known are vllm, sglang, trtllm, tgi");
        assertThatIllegalArgumentException().isThrownBy(() -> Dialect.of("../scrape/vllm"));
    }

    @Test
    void recognisesOneEngineByItsFamilies() throws ExpositionException {
        assertThat(detect("sglang:num_running_reqs 1\nsglang:num_queue_reqs 0\n"))
                .isInstanceOfSatisfying(
                        Detection.Found.class,
                        found -> assertThat(found.dialect().engine()).isEqualTo("SGLang"));
    }

    @Test
    void recognisesNothingInAPageOfAnotherProgram() throws ExpositionException {
        assertThat(unclear("process_start_time_seconds 5\nup 1\n"))
                .isEqualTo("shows no metrics of an engine that is known: vllm: (vLLM), sglang: (SGLang), trtllm_"
                        + " (TensorRT-LLM), tgi_ (TGI): correct the address, switch the engine's metrics on, or set"
                        + " engine.type to a dialect file");
    }

    @Test
    void doesNotChooseBetweenTwoEnginesBehindOneAddress() throws ExpositionException {
        assertThat(unclear("""
                        tgi_batch_current_size 1
                        tgi_queue_size 1
                        sglang:num_running_reqs 1
                        sglang:num_queue_reqs 0
                        """))
                .isEqualTo("shows metrics of SGLang and TGI: set engine.type to the engine that these GPUs serve");
    }

    @Test
    void saysWhatAKnownEngineLacks() throws ExpositionException {
        assertThat(unclear("sglang:num_running_reqs 1\n")).startsWith("lacks waiting (sglang:num_queue_reqs)");
    }

    private static String unclear(String page) throws ExpositionException {
        return ((Detection.Unclear) detect(page)).reason();
    }

    private static Detection detect(String page) throws ExpositionException {
        return Dialect.detect(Pages.parse(Dialect.any().names(), page));
    }

    private static String name(Reading reading, Role role) {
        return String.valueOf(reading.metrics().get(role));
    }

    private static Reading read(String page) throws ExpositionException {
        return VLLM.read(Pages.parse(VLLM.names(), page));
    }
}
