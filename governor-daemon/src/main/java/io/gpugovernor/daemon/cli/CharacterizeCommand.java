package io.gpugovernor.daemon.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code characterize}: what hardware does at each clock. */
@Command(
        name = "characterize",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Compare the twin's physics with measurements.",
        subcommands = ValidateCommand.class)
public final class CharacterizeCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "which command? 'gpu-governor characterize --help' lists them");
    }
}
