package io.gpugovernor.daemon.memory;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Objects;

/** What went wrong with a file, in a few words. */
final class Reasons {
    private Reasons() {}

    static String of(Exception failed) {
        if (failed instanceof AccessDeniedException) {
            return "no permission";
        }
        String said = failed instanceof FileSystemException file ? file.getReason() : failed.getMessage();
        return Objects.requireNonNullElse(said, failed.getClass().getSimpleName());
    }
}
