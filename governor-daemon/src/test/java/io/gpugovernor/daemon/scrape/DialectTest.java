package io.gpugovernor.daemon.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

class DialectTest {
    private static final Dialect VLLM = Dialect.of("vllm");

    @Test
    void givesEveryRoleAName() {
        assertThat(VLLM.words()).containsOnlyKeys(Role.values());
    }

    @Test
    void takesTheNewNameWhereBothAreShown() throws ExpositionException {
        Reading reading = read("vllm:gpu_cache_usage_perc 0.5\nvllm:kv_cache_usage_perc 0.4\n");

        assertThat(reading.name(Role.KV_USAGE)).contains("vllm:kv_cache_usage_perc");
    }

    @Test
    void takesTheOldNameWhereItIsTheOnlyOne() throws ExpositionException {
        Reading reading = read("vllm:time_per_output_token_seconds_count 1\nvllm:gpu_cache_usage_perc 0.5\n");

        assertThat(reading.name(Role.STEP_LATENCY)).contains("vllm:time_per_output_token_seconds");
        assertThat(reading.name(Role.KV_USAGE)).contains("vllm:gpu_cache_usage_perc");
    }

    @Test
    void prefersAnOldNameWithValuesToANewOneWithout() throws ExpositionException {
        Reading reading = read("""
                # TYPE vllm:inter_token_latency_seconds histogram
                vllm:time_per_output_token_seconds_count 1
                """);

        assertThat(reading.name(Role.STEP_LATENCY)).contains("vllm:time_per_output_token_seconds");
    }

    @Test
    void takesACounterWithoutSeriesForOneThatCountedNothing() throws ExpositionException {
        Reading reading = read("# TYPE vllm:request_success_total counter\nvllm:num_requests_running 1\n");

        assertThat(reading.name(Role.FINISHED)).contains("vllm:request_success_total");
    }

    @Test
    void takesAGaugeWithoutSeriesForUnknownOnceTheEngineWorks() throws ExpositionException {
        String declared = "# TYPE vllm:num_requests_running gauge\n";

        assertThat(read(declared).name(Role.RUNNING)).contains("vllm:num_requests_running");
        assertThat(read(declared + "vllm:prompt_tokens_total 7\n").name(Role.RUNNING))
                .isEmpty();
    }

    @Test
    void refusesAnUnknownEngineType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dialect.of("vlm"))
                .withMessage("no engine type 'vlm' is known; known is vllm");
        assertThatIllegalArgumentException().isThrownBy(() -> Dialect.of("../scrape/vllm"));
    }

    @Test
    void reportsAllProblemsOfAFileAtOnce() {
        String file = """
                engine: X
                families: ""
                colour: red
                roles:
                  running: {required: yes, names: ["a"]}
                  waiting: {required: maybe, names: []}
                  finished: {required: true, names: ["a", 5]}
                  shoes: {required: true, names: ["s"]}
                  ttft: none
                """;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DialectFile.parse("x.yaml", new ByteArrayInputStream(file.getBytes(UTF_8))))
                .withMessageStartingWith("x.yaml: ")
                .withMessageContaining("the file has an unknown key 'colour'")
                .withMessageContaining("families must be a text")
                .withMessageContaining("silenced must be a text")
                .withMessageContaining("roles.waiting.required must be true or false")
                .withMessageContaining("roles.waiting.names must list at least one metric")
                .withMessageContaining("roles.finished.names must be a text")
                .withMessageContaining("a stands twice")
                .withMessageContaining("roles.shoes is no role")
                .withMessageContaining("roles.ttft must be a mapping")
                .withMessageContaining("roles.kvUsage is missing");
    }

    @Test
    void refusesAFileThatIsNoYaml() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DialectFile.parse("x.yaml", new ByteArrayInputStream("a: [".getBytes(UTF_8))))
                .withMessageStartingWith("x.yaml: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DialectFile.parse("x.yaml", new ByteArrayInputStream(new byte[0])))
                .withMessageStartingWith("x.yaml: the file must be a mapping");
    }

    private static Reading read(String page) throws ExpositionException {
        return VLLM.read(Pages.parse(VLLM.names(), page));
    }
}
