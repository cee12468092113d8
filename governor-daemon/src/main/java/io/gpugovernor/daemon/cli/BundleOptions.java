package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.lease.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of {@code doctor} for a report that can be sent to others, and the file that it goes to. */
final class BundleOptions {
    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description = {
                "Also write a report for others to this zip file: the findings, versions, policy, status, decisions,"
                        + " metrics, lease, log, clock tables and surroundings.",
                "Secrets are taken out. Works without a daemon, and with a broken policy."
            })
    private @Nullable Path bundle;

    @Option(names = "--force", description = "With --bundle: replace the file if it is there.")
    private boolean force;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "With --bundle: where the daemon listens (default: the run directory, which needs no password,"
                            + " then as the policy says, else " + DaemonOptions.DEFAULT_URL + ").")
    private @Nullable String url;

    boolean wanted() {
        return bundle != null;
    }

    Optional<String> url() {
        return Optional.ofNullable(url);
    }

    Path file() {
        return Objects.requireNonNull(bundle).toAbsolutePath();
    }

    /** Before any work is done. */
    void check() {
        if (bundle == null) {
            if (force || url != null) {
                throw new CommandFailure(ExitCodes.USAGE, "--force and --url go with --bundle FILE");
            }
            return;
        }
        String name = String.valueOf(bundle.getFileName());
        if (name.endsWith(".tar") || name.endsWith(".gz") || name.endsWith(".tgz")) {
            throw new CommandFailure(ExitCodes.USAGE, "--bundle: the report is a zip file; name it report.zip");
        }
        Path folder = file().getParent();
        if (Files.isDirectory(bundle) || folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new CommandFailure(
                    ExitCodes.FAILURE,
                    "--bundle: cannot write " + bundle + "; give a file in a folder that exists and can be written");
        }
        if (Files.exists(bundle) && (!force || !Files.isRegularFile(bundle))) {
            throw new CommandFailure(
                    ExitCodes.FAILURE, "--bundle: " + bundle + " is there already; give another name, or --force");
        }
    }

    /** Whole or not at all, and for this user only. */
    void write(byte[] content) {
        try {
            AtomicFile.replace(file(), content);
        } catch (IOException failed) {
            throw new CommandFailure(ExitCodes.FAILURE, "--bundle: cannot write " + bundle + ": " + OneLine.of(failed));
        }
    }
}
