package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ExitCodesTest {
    @Test
    void areTheNumbersThatScriptsDependOn() {
        assertThat(new int[] {
                    ExitCodes.OK,
                    ExitCodes.FAILURE,
                    ExitCodes.USAGE,
                    ExitCodes.CONFIG_INVALID,
                    ExitCodes.NO_PERMISSION,
                    ExitCodes.NO_GPU
                })
                .containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void agreeWithTheCommandLineLibrary() {
        assertThat(CommandLine.ExitCode.OK).isEqualTo(ExitCodes.OK);
        assertThat(CommandLine.ExitCode.SOFTWARE).isEqualTo(ExitCodes.FAILURE);
        assertThat(CommandLine.ExitCode.USAGE).isEqualTo(ExitCodes.USAGE);
    }
}
