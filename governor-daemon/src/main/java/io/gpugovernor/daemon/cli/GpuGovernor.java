package io.gpugovernor.daemon.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: one sub-command for each thing the daemon or its twin can do. */
@Command(
        name = "gpu-governor",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = "Energy-aware clock governor for the GPUs of LLM inference nodes.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            OverrideCommand.class,
            ReloadCommand.class,
            ReleaseCommand.class,
            CheckConfigCommand.class,
            HashPasswordCommand.class,
            MigrateConfigCommand.class,
            DoctorCommand.class,
            StatusCommand.class,
            ExplainCommand.class,
            SimulateCommand.class,
            CharacterizeCommand.class,
            AdviseCommand.class,
            CompletionCommand.class,
            ManualCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed; the last line says why",
            "2:wrong use of the command line",
            "3:the policy file is not valid",
            "4:no permission to set clocks, or to command the daemon",
            "5:no GPU that could be governed"
        },
        footer = {
            "",
            "Every command explains itself: gpu-governor COMMAND --help",
            "Begin with 'gpu-governor demo'. On a node: doctor, then check-config, then observe",
            "(systemctl enable --now gpu-governor-observe, or run --mode observe)."
        })
public final class GpuGovernor implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? 'gpu-governor --help' lists them");
    }

    /** The whole command line, ready to execute; failures become one line on standard error and an exit code. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new GpuGovernor());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandList());
        commandLine.setExecutionExceptionHandler((exception, failed, parsed) -> {
            failed.getErr().println(failed.getCommandName() + ": " + OneLine.of(exception));
            return exception instanceof CommandFailure failure ? failure.exitCode() : ExitCodes.FAILURE;
        });
        commandLine.setParameterExceptionHandler((exception, arguments) -> {
            exception.getCommandLine().getErr().println(WrongUse.describe(exception));
            return ExitCodes.USAGE;
        });
        return commandLine;
    }
}
