package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.config.PolicyLoader;
import io.gpugovernor.daemon.config.PolicyResult;
import io.gpugovernor.daemon.config.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check-config FILE}: everything that is wrong with a policy file, or what it would govern. */
@Command(
        name = "check-config",
        mixinStandardHelpOptions = true,
        description = {
            "Check a policy file: prints all problems at once, with line and column.",
            "A valid file gets one line that says what it would govern. Nothing is asked of GPUs or engines; 'doctor"
                    + " --config FILE' does that."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the file is valid", "2:wrong use of this command", "3:the file is not valid"})
public final class CheckConfigCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The policy file.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Path file;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PolicyResult result = PolicyLoader.load(file);
        if (result instanceof PolicyResult.Rejected rejected) {
            rejected.problems().list().forEach(problem -> out.println(problem.describe(file.toString())));
            return ExitCodes.CONFIG_INVALID;
        }
        PolicyResult.Loaded loaded = (PolicyResult.Loaded) result;
        for (Problem warning : loaded.warnings()) {
            out.println(warning.describeWarning(file.toString()));
        }
        out.println(file + ": valid: " + PolicySummary.of(loaded.policy()));
        return ExitCodes.OK;
    }
}
