package io.gpugovernor.daemon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
    private static final Path BASH = Path.of("/bin/bash");

    @TempDir
    private Path folder;

    @Test
    void printsAScriptThatCompletesEveryCommand() {
        Ran ran = Ran.governor("completion");

        assertThat(ran.exit()).isEqualTo(ExitCodes.OK);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .contains("check-config", "simulate", "--simulated-gpus", "characterize", "validate")
                .contains("gpu-governor");
    }

    @Test
    void printsAScriptThatBashAccepts() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(BASH), "there is no " + BASH + " on this machine");
        Path script = Files.writeString(
                folder.resolve("completion.sh"), Ran.governor("completion").out());

        Process bash = new ProcessBuilder(BASH.toString(), "-n", script.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), UTF_8);

        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEmpty();
        assertThat(bash.exitValue()).isZero();
    }

    @Test
    void completesCommandsAndOptionsInBash() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(BASH), "there is no " + BASH + " on this machine");
        Path script = Files.writeString(
                folder.resolve("completion.sh"), Ran.governor("completion").out());

        assertThat(completed(script, "gpu-governor", "over")).containsExactly("override");
        assertThat(completed(script, "gpu-governor", "status", "--wat")).containsExactly("--watch");
        assertThat(completed(script, "gpu-governor", "characterize", "val")).containsExactly("validate");
    }

    @Test
    void printsAScriptThatZshAccepts() throws IOException, InterruptedException {
        Path zsh = Path.of("/bin/zsh");
        assumeTrue(Files.isExecutable(zsh), "there is no " + zsh + " on this machine");
        String text = Ran.governor("completion", "--shell", "zsh").out();
        Path script = Files.writeString(folder.resolve("_gpu-governor"), text);

        Process check = new ProcessBuilder(zsh.toString(), "-f", "-n", script.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), UTF_8);

        assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEmpty();
        assertThat(check.exitValue()).isZero();
        assertThat(text).startsWith("#compdef gpu-governor\n");
    }

    /** What bash offers for the last word. */
    private static List<String> completed(Path script, String... words) throws IOException, InterruptedException {
        String ask = """
                source "$1"; shift
                COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
                _complete_gpu-governor gpu-governor "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
                printf '%s\\n' "${COMPREPLY[@]}"
                """;
        List<String> command = new ArrayList<>(List.of(BASH.toString(), "-c", ask, "bash", script.toString()));
        command.addAll(List.of(words));
        Process bash = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD) // compopt minds that nobody pressed a key
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), UTF_8);
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said.lines().map(String::strip).toList();
    }
}
