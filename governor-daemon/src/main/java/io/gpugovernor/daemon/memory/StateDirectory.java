package io.gpugovernor.daemon.memory;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a daemon keeps what is to outlast a reboot. */
public final class StateDirectory {
    /** Names another place than the policy file does. */
    public static final String VARIABLE = "GPU_GOVERNOR_STATE_DIR";

    private static final Path USUAL = Path.of("/var/lib/gpu-governor");

    private StateDirectory() {}

    /** The place that {@code environment} names, else the policy file, else {@code /var/lib/gpu-governor}; absolute. */
    public static Path in(Map<String, String> environment, Optional<Path> configured) {
        String named = environment.getOrDefault(VARIABLE, "").strip();
        return named.isEmpty()
                ? configured.orElse(USUAL)
                : Path.of(named).toAbsolutePath().normalize();
    }

    /** Creates {@code directory} if its parent exists; why nothing can be kept there, with the remedy, if so. */
    public static Optional<String> prepare(Path directory) {
        try {
            create(directory);
            return trouble(directory);
        } catch (NoSuchFileException missing) {
            return Optional.of(directory + " does not exist, and neither does the directory above it; create it, or"
                    + " name another with learning.directory or " + VARIABLE);
        } catch (IOException | UnsupportedOperationException | SecurityException failed) {
            return Optional.of(directory + " cannot be created (" + Reasons.of(failed)
                    + "); create it for this daemon's user, or name another with learning.directory or " + VARIABLE);
        }
    }

    /** Why what lies in {@code directory} is not to be trusted, or nothing can be kept there; empty if all is well. */
    public static Optional<String> trouble(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.of(directory + " is not a directory; move it away");
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(directory);
        if (mode.contains(PosixFilePermission.OTHERS_WRITE) || mode.contains(PosixFilePermission.GROUP_WRITE)) {
            return Optional.of(directory + " may be written by other users, who could forge what was learned; close it"
                    + " (chmod go-w " + directory + ")");
        }
        return Files.isWritable(directory)
                ? Optional.empty()
                : Optional.of(directory + " is not writable for this user; give it to the daemon's user, or name"
                        + " another with learning.directory or " + VARIABLE);
    }

    private static void create(Path directory) throws IOException {
        if (Files.exists(directory)) {
            return;
        }
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException faster) {
            return; // another daemon's, or a dangling link, which is found to be no directory
        }
    }
}
