package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.config.PolicyFile;
import io.gpugovernor.daemon.config.PolicyLoader;
import io.gpugovernor.daemon.config.PolicyMigration;
import io.gpugovernor.daemon.config.PolicyMigration.Outcome;
import io.gpugovernor.daemon.config.PolicyResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code migrate-config FILE}: a policy file of an older version in the present one. */
@Command(
        name = "migrate-config",
        mixinStandardHelpOptions = true,
        description = {
            "Rewrite a policy file of an older apiVersion in the present one.",
            "Prints the new file to standard output and what changed to standard error. Comments, order and layout stay.",
            "A file that would not be valid afterwards is not written; its problems are printed."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the file is of the present version now, or was before",
            "1:the file could not be written",
            "2:wrong use of this command",
            "3:the file cannot be read, is of a newer version, or would not be valid afterwards"
        })
public final class MigrateConfigCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The policy file.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Path file;

    @Option(names = "--write", description = "Replace the file; the one before is kept beside it as FILE.before.")
    private boolean write;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Outcome outcome = PolicyMigration.of(file);
        if (outcome instanceof Outcome.Impossible impossible) {
            err.println(impossible.problem().describe(file.toString()));
            return ExitCodes.CONFIG_INVALID;
        }
        if (outcome instanceof Outcome.Current current) {
            err.println(file + ": is of version " + PolicyFile.API_VERSION + " already");
            return done(current.text(), false);
        }
        Outcome.Migrated migrated = (Outcome.Migrated) outcome;
        migrated.changes().forEach(change -> err.println(file + ": " + Printable.text(change)));
        return done(migrated.text(), true);
    }

    private int done(String text, boolean changed) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        if (PolicyLoader.parse(text, folder) instanceof PolicyResult.Rejected rejected) {
            PrintWriter err = spec.commandLine().getErr();
            rejected.problems().list().forEach(problem -> err.println(problem.describe(file.toString())));
            err.println(file + ": nothing was written; mend this first");
            return ExitCodes.CONFIG_INVALID;
        }
        if (!write) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else if (changed) {
            replace(text);
        }
        return ExitCodes.OK;
    }

    /** Owner and mode stay, for the daemon must still be able to read it; whoever reads sees the old or the new. */
    private void replace(String text) {
        try {
            Path real = file.toRealPath();
            Path before = real.resolveSibling(real.getFileName() + ".before");
            Path fresh = real.resolveSibling(real.getFileName() + ".new");
            List<StandardCopyOption> all =
                    List.of(StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(real, before, all.toArray(StandardCopyOption[]::new));
            Files.copy(real, fresh, all.toArray(StandardCopyOption[]::new));
            Files.writeString(fresh, text);
            Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            spec.commandLine().getErr().println(real + ": written; the one before is " + before.getFileName());
        } catch (IOException failed) {
            throw new CommandFailure(ExitCodes.FAILURE, "cannot write " + file + ": " + OneLine.of(failed));
        }
    }
}
