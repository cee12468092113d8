package io.gpugovernor.daemon.discover;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.telemetry.StepLimits;
import io.gpugovernor.daemon.discover.EngineSettings.Setting;
import io.gpugovernor.daemon.discover.EngineSettings.Told;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "vllm serve m --tensor-parallel-size 4, 4",
        "vllm serve m -tp=4 -pp 2, 8",
        "vllm serve m -tp 2 --data-parallel-size 8 --data-parallel-size-local 2, 4",
        "python3 -m vllm.entrypoints.openai.api_server --model m, 1",
        "python3 -m sglang.launch_server --model-path m --tp-size 8, 8",
        "python3 /usr/bin/trtllm-serve m --tp_size 2, 2",
        "text-generation-router --num-shard 2, 2",
    })
    void countsTheGpusOfAnEngine(String command, int gpus) {
        assertThat(settings(command).gpus()).map(Told::value).contains(gpus);
    }

    @ParameterizedTest
    @CsvSource({
        "vllm serve m --config engine.yaml",
        "python3 serve.py --model vllm",
        "python3 -m sglang.launch_server --model-path m",
        "python3 serve.py --tensor-parallel-size many",
        "python3 serve.py --tensor-parallel-size 0",
        "python3 serve.py --tensor-parallel-size",
        "python3 serve.py tp 4",
    })
    void guessesNoNumber(String command) {
        assertThat(settings(command).gpus()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "vllm serve m --max-num-seqs 64 --max-num-batched-tokens=4096, 4096, 64",
        "vllm serve m --max-num-seqs 64 --data-parallel-size 4, , 256",
        "vllm serve m --max-num-seqs 64 --data-parallel-size 4 --data-parallel-size-local 2, , 128",
        "python3 -m sglang.launch_server --model-path m --max-running-requests 48, , 48",
        "vllm serve m --max-num-seqs 9000000 --data-parallel-size 4, , 10000000",
        "vllm serve m, , ",
    })
    void addsUpTheBatchesOfAllCopiesButNotTheirSteps(
            String command, @Nullable Integer tokens, @Nullable Integer requests) {
        assertThat(settings(command).limits()).isEqualTo(new StepLimits(number(tokens), number(requests)));
    }

    @Test
    void saysThatADefaultIsOne() {
        assertThat(settings("vllm serve m").gpus().orElseThrow().source()).contains("leaves the default");
    }

    @Test
    void prefersWhatIsKnownFirst() {
        EngineSettings asked = ServerInfo.settings("{\"tp_size\": 4}", "its /get_server_info");

        EngineSettings both = asked.or(settings("vllm serve m -tp 2 --max-num-seqs 8"));

        assertThat(both.get(Setting.TENSOR_PARALLEL)).contains(new Told(4, "its /get_server_info"));
        assertThat(both.get(Setting.MAX_SEQUENCES)).contains(new Told(8, CommandLine.SOURCE));
    }

    @Test
    void readsTheConfigurationThatAServerTells() {
        EngineSettings told = ServerInfo.settings("""
                {"vllm_config": {"parallel_config": {"tensor_parallel_size": 2, "data_parallel_size": 1},
                                 "scheduler_config": {"max_num_seqs": 256, "max_num_batched_tokens": 8192},
                                 "deep": {"deeper": {"pipeline_parallel_size": 9}}},
                 "system_env": "text"}
                """, "its /server_info");

        assertThat(told.gpus()).contains(new Told(2, "its /server_info"));
        assertThat(told.get(Setting.STEP_TOKENS)).map(Told::value).contains(8192);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"tp_size\": -4}",
                "{\"tp_size\": 1e9}",
                "{\"tp_size\": \"a\"}",
                "{\"tp_size\": null}",
                "[1]",
                "<html>"
            })
    void believesNothingElse(String text) {
        assertThat(ServerInfo.settings(text, "x").told()).isEmpty();
        assertThat(ServerInfo.version(text)).isEmpty();
    }

    private static EngineSettings settings(String command) {
        return CommandLine.settings(List.of(command.split(" ")));
    }

    private static OptionalInt number(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
