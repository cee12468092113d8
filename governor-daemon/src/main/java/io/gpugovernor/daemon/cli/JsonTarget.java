package io.gpugovernor.daemon.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Where a document goes. A file appears whole or not at all, and is tried before the work begins; a pipe or a device
 * is written into.
 */
final class JsonTarget {
    private final String name;
    private final @Nullable Path file;
    private final boolean standardOutput;

    private JsonTarget(String name, @Nullable Path file, boolean standardOutput) {
        this.name = name;
        this.file = file;
        this.standardOutput = standardOutput;
    }

    /** @param option the option's value: a file, {@code -}, or null for nowhere */
    static JsonTarget of(@Nullable String option) {
        return option == null || option.equals("-")
                ? new JsonTarget("--json", null, option != null)
                : file("--json", option);
    }

    /** The file that the option called {@code name} asks for. */
    static JsonTarget file(String name, String option) {
        Path file = resolved(Path.of(option).toAbsolutePath());
        if (isSpecial(file)) {
            return new JsonTarget(name, file, false);
        }
        Path folder = file.getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new CommandFailure(
                    ExitCodes.FAILURE,
                    name + ": cannot write " + option + "; give a file in a folder that exists and can be written");
        }
        return new JsonTarget(name, file, false);
    }

    boolean isStandardOutput() {
        return standardOutput;
    }

    void write(String document, PrintWriter out) {
        if (standardOutput) {
            out.println(document);
            out.flush();
        }
        if (file != null) {
            replace(file, document + "\n");
        }
    }

    private void replace(Path file, String text) {
        try {
            if (isSpecial(file)) {
                Files.writeString(file, text);
            } else {
                appear(file, text);
            }
        } catch (IOException failed) {
            throw new CommandFailure(ExitCodes.FAILURE, name + ": cannot write " + file + ": " + failed.getMessage());
        }
    }

    private static void appear(Path file, String text) throws IOException {
        Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
        try {
            Files.writeString(partial, text);
            try {
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** What a link leads to; replacing the link would leave that as it was. */
    private static Path resolved(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException absent) {
            return file;
        }
    }

    /** A pipe or device, such as /dev/null, which a file must not take the place of. */
    private static boolean isSpecial(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }
}
