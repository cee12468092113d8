package io.gpugovernor.daemon.lease;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * Why a file or directory cannot be used.
 *
 * @param reason one clause that names the file
 * @param remedy what the operator does about it
 */
public record Trouble(String reason, String remedy) {
    private static final String ELSEWHERE =
            "set " + RunDirectory.VARIABLE + " to a directory of this user on a local, writable file system";

    /** @param task what was tried, such as {@code write} */
    static Trouble of(String task, Path path, IOException cause) {
        Path directory = Objects.requireNonNullElse(path.getParent(), path);
        String failed = "cannot " + task + " " + path + ": ";
        String said = said(cause);
        String low = said.toLowerCase(Locale.ROOT);
        if (low.contains("no space left") || low.contains("quota")) {
            return new Trouble(
                    failed + "the file system is full",
                    "free space or inodes there (df -h " + directory + "; df -i " + directory + "), or " + ELSEWHERE);
        }
        if (low.contains("read-only")) {
            return new Trouble(
                    failed + "the file system is read-only",
                    "mount it writable (in a container: mount a volume at " + directory + "), or " + ELSEWHERE);
        }
        if (cause instanceof AccessDeniedException || low.contains("not permitted")) {
            return new Trouble(
                    failed + "no permission",
                    "run as the user that owns it (ls -ld " + directory + "), or " + ELSEWHERE);
        }
        if (cause instanceof NoSuchFileException) {
            return new Trouble(
                    failed + directory + " does not exist",
                    "create it (install -d -m 0700 " + directory + ") and start again, or " + ELSEWHERE);
        }
        return new Trouble(failed + said, "see that " + directory + " is a healthy local directory, or " + ELSEWHERE);
    }

    /** One line: what is wrong and what to do. */
    public String sentence() {
        return reason + "; " + remedy;
    }

    private static String said(IOException cause) {
        String reason = cause instanceof FileSystemException files ? files.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }
}
