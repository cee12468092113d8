package io.gpugovernor.daemon.lease;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a daemon keeps what must not outlive a reboot, and who may write there. */
public final class RunDirectory {
    /** Names another place than {@code /run/gpu-governor}. */
    public static final String VARIABLE = "GPU_GOVERNOR_RUN_DIR";

    private static final Path USUAL = Path.of("/run/gpu-governor");
    /** Of the unit that observes, apart from the lease of the one that governs. */
    private static final Path OBSERVER = Path.of("/run/gpu-governor-observe");

    private static final int WRITABLE_BY_OTHERS = 0b000_010_010;

    private RunDirectory() {}

    /** The place {@code environment} names, else {@code /run/gpu-governor}; absolute. */
    public static Path in(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "").strip();
        return named.isEmpty() ? USUAL : Path.of(named).toAbsolutePath().normalize();
    }

    /** Where a daemon may be found: the place {@code environment} names, else those of the two units. */
    public static List<Path> ofDaemons(Map<String, String> environment) {
        return environment.getOrDefault(VARIABLE, "").isBlank() ? List.of(USUAL, OBSERVER) : List.of(in(environment));
    }

    /** Creates {@code directory} if its parent exists. Empty if it is there, ours, and closed to writers. */
    public static Optional<Trouble> prepare(Path directory) {
        try {
            create(directory);
            return inspect(directory);
        } catch (NoSuchFileException e) {
            return Optional.of(new Trouble(
                    directory + " does not exist, and neither does the directory above it",
                    "create it (mkdir -p " + directory + "; chmod 0700 " + directory + ") or correct " + VARIABLE));
        } catch (IOException e) {
            return Optional.of(Trouble.of("create", directory, e));
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.of(new Trouble(
                    directory + " is on a file system without Unix permissions",
                    "set " + VARIABLE + " to a directory on a local file system"));
        }
    }

    private static void create(Path directory) throws IOException {
        if (Files.exists(directory)) {
            return;
        }
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            // Another daemon was faster, or a dangling link is in the way; the inspection tells them apart.
            return;
        }
    }

    private static Optional<Trouble> inspect(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.of(new Trouble(
                    directory + " is not a directory", "move it away, or set " + VARIABLE + " to a directory"));
        }
        long owner = ((Number) Files.getAttribute(directory, "unix:uid")).longValue();
        Optional<Long> self = effectiveUser();
        if (self.isPresent() && self.get() != owner) {
            return Optional.of(new Trouble(
                    directory + " belongs to user id " + owner + ", and this process runs as " + self.get(),
                    "run as its owner (sudo -u '#" + owner + "' gpu-governor ...), or set " + VARIABLE
                            + " to a directory of this user"));
        }
        int mode = ((Number) Files.getAttribute(directory, "unix:mode")).intValue();
        if ((mode & WRITABLE_BY_OTHERS) != 0) {
            return Optional.of(new Trouble(
                    directory + " may be written by other users, who could forge or remove the lease",
                    "close it (chmod go-w " + directory + ") or set " + VARIABLE + " to a directory of its own"));
        }
        return Optional.empty();
    }

    /** The user files are created as; empty where there is no /proc, and the directory's permissions decide alone. */
    private static Optional<Long> effectiveUser() {
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            return status.filter(line -> line.startsWith("Uid:"))
                    .map(line -> Long.valueOf(line.split("\\s+", -1)[2]))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
