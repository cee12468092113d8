package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckConfigCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command = new CommandLine(new CheckConfigCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    private Path file = Path.of("policy.yaml");

    @BeforeEach
    void placeTheFile() {
        file = folder.resolve("policy.yaml");
    }

    @Test
    void saysInOneLineWhatAValidFileWouldGovern() throws IOException {
        write("""
                apiVersion: gpu-governor/v1
                mode: enforce
                domains:
                  - name: chat
                    engine: {url: "http://127.0.0.1:8000"}
                    gpus: [0, 1]
                    slo: {ttft: 600ms, tbt: 100ms}
                    clocks: {max: 1980MHz, pin: true}
                  - name: code
                    engine: {url: "http://127.0.0.1:8001"}
                """);

        assertThat(command.execute(file.toString())).isEqualTo(ExitCodes.OK);
        assertThat(out.toString().lines())
                .containsExactly(file
                        + ": valid: enforce 2 domains: chat (GPU 0 1, http://127.0.0.1:8000, "
                        + "TTFT 600ms, TBT 100ms for 99%, lowest to 1980MHz pinned); "
                        + "code (the engine's GPUs, http://127.0.0.1:8001, 5 times the unloaded latency, "
                        + "lowest to highest)");
    }

    @Test
    void printsEveryProblemWithItsPlaceAndExitsWithThree() throws IOException {
        write("""
                apiVersion: gpu-governor/v1
                mod: observe
                domains:
                  - name: chat
                    engine: {url: "http://127.0.0.1:8000"}
                    slo: {ttft: 600}
                """);

        assertThat(command.execute(file.toString())).isEqualTo(ExitCodes.CONFIG_INVALID);
        assertThat(out.toString().lines())
                .containsExactly(
                        file + ":2:1: unknown key 'mod' (did you mean mode? known keys here: apiVersion, mode, "
                                + "telemetry, domains, nvml, safety, http, control, node, learning)",
                        file + ":6:17: domains[0].slo.ttft: the duration '600' has no unit "
                                + "(write a number and a unit: 500ms, 3s, 10m, 1h)");
    }

    @Test
    void printsWarningsOfAValidFileAndStillExitsWithZero() throws IOException {
        write("""
                apiVersion: gpu-governor/v1
                domains: [{name: chat, engine: {url: "http://127.0.0.1:8000"}}]
                safety: {onExit: keep}
                """);

        assertThat(command.execute(file.toString())).isEqualTo(ExitCodes.OK);
        assertThat(out.toString().lines().findFirst())
                .contains(file + ":3:18: warning: clocks stay locked after the daemon stops "
                        + "(run gpu-governor release when they should not)");
    }

    @Test
    void reportsAMissingFileInOneLine() {
        assertThat(command.execute(file.toString())).isEqualTo(ExitCodes.CONFIG_INVALID);
        assertThat(out.toString().lines()).containsExactly(file + ": there is no such file (check the path)");
    }

    @Test
    void needsAFile() {
        assertThat(command.execute()).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("FILE");
    }

    @Test
    void explainsItselfAndItsExitCodes() {
        assertThat(command.execute("--help")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).contains("check-config").contains("3   the file is not valid");
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }
}
