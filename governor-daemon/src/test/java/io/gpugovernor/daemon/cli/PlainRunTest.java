package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainRunTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --config policy.yaml",
                "run --config policy.yaml --mode observe",
                "run --mode Enforce --config policy.yaml --simulated-gpus h100-llama-8b"
            })
    void readsWhatUnitsWrite(String line) {
        assertThat(PlainRun.of(line.split(" ", -1))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run",
                "demo --duration 1s",
                "run --help",
                "run --mode observe",
                "run --config",
                "run --config --help",
                "run --config=policy.yaml",
                "run --config policy.yaml --help",
                "run --config policy.yaml --config other.yaml",
                "run --config policy.yaml --mode noble",
                "run --config policy.yaml --moed observe",
                "run --config @file",
                "--version"
            })
    void leavesEverythingElseToTheWholeCommandLine(String line) {
        assertThat(PlainRun.of(line.split(" ", -1))).isEmpty();
    }

    @Test
    void endsWithTheCodeThatTheWholeCommandLineEndsWith(@TempDir Path folder) {
        String missing = folder.resolve("policy.yaml").toString();
        RunCommand plain = PlainRun.of("run", "--config", missing).orElseThrow();

        assertThat(List.of(
                        PlainRun.execute(plain),
                        Ran.governor("run", "--config", missing).exit()))
                .containsOnly(ExitCodes.CONFIG_INVALID);
    }
}
