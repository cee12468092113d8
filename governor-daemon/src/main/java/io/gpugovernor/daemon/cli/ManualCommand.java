package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.cli.manual.Manual;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code manual FOLDER}: writes the manual pages, which packages install. */
@Command(
        name = "manual",
        mixinStandardHelpOptions = true,
        description = {
            "Write the manual pages to a folder: one for each command, and one for the policy file.",
            "Packages have them installed; read one of the folder with: man -l FOLDER/gpu-governor.1"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "1:the folder cannot be written to", "2:wrong use of this command"})
public final class ManualCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "The folder; created if it is not there.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Path folder;

    @Override
    public Integer call() {
        Map<String, String> pages = Manual.of(spec.root());
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Files.writeString(folder.resolve(page.getKey()), page.getValue());
            }
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCodes.FAILURE,
                    "cannot write to " + folder + ": " + OneLine.of(failed) + "; give a folder that can be written");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(pages.size() + " manual pages in " + folder);
        out.flush();
        return ExitCodes.OK;
    }
}
