package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.control.ControlClient;
import io.gpugovernor.daemon.control.ControlException;
import io.gpugovernor.daemon.control.ControlRequest;
import io.gpugovernor.daemon.lease.RunDirectory;
import io.gpugovernor.daemon.time.SystemTime;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code reload}: the running daemon reads its policy file again. */
@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        description = {
            "Have the running daemon read its policy file again, and say what came of it.",
            "Domains whose settings did not change go on untouched. A file with problems is refused whole:",
            "the policy before it stays in force. A change of the file is noticed without this command too.",
            "The daemon is reached through its run directory, by its own user and root only."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the file is in force",
            "1:no daemon answers, or it runs without a file",
            "2:wrong use of this command",
            "3:the file was refused; every problem is printed",
            "4:this user may not command the daemon"
        })
public final class ReloadCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    private final Map<String, String> environment;

    public ReloadCommand() {
        this(System.getenv());
    }

    ReloadCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        try {
            PrintWriter out = spec.commandLine().getOut();
            out.println(Printable.text(
                    ControlClient.ask(RunDirectory.ofDaemons(environment), ControlRequest.reload(), new SystemTime())));
            out.flush();
            return ExitCodes.OK;
        } catch (ControlException failed) {
            PrintWriter err = spec.commandLine().getErr();
            failed.problems().forEach(problem -> err.println(Printable.text(problem)));
            throw new CommandFailure(exitCode(failed), OneLine.of(failed));
        }
    }

    private static int exitCode(ControlException failed) {
        return switch (failed.obstacle()) {
            case NO_PERMISSION -> ExitCodes.NO_PERMISSION;
            case POLICY_REFUSED -> ExitCodes.CONFIG_INVALID;
            case NO_DAEMON, REFUSED -> ExitCodes.FAILURE;
        };
    }
}
