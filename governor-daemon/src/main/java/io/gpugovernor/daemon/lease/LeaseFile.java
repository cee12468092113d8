package io.gpugovernor.daemon.lease;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The file {@code lease}, and the copies {@code lease.torn-N} of what could not be read as it was written. */
final class LeaseFile {
    static final String NAME = "lease";

    /** A lease of 64 GPUs has 11 KiB; what is longer than this is no lease, and its beginning says enough. */
    private static final int LONGEST = 1 << 20;

    /** Enough to look into what keeps tearing leases; without a bound it could fill the file system. */
    private static final int TORN_KEPT = 100;

    private final Path directory;
    private final Path path;
    private final Replacement replacement;

    LeaseFile(Path directory, Replacement replacement) {
        this.directory = directory;
        this.path = directory.resolve(NAME);
        this.replacement = replacement;
    }

    Path path() {
        return path;
    }

    /** Empty if there is no lease. */
    Optional<LeaseReading> read() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(path.toString(), null, "it is not a regular file; move it away");
        }
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(LeaseReader.read(in.readNBytes(LONGEST)));
        }
    }

    void replace(byte[] content) throws IOException {
        replacement.replace(path, content);
    }

    /** Removes what a daemon that died while writing left. Nothing was locked on its account yet. */
    boolean dropUnfinished() throws IOException {
        return Files.deleteIfExists(AtomicFile.unfinished(path));
    }

    /**
     * Gives the lease a second name, under which it stays when the next one takes its place. The first name stays too,
     * so that a crash at any point loses nothing.
     */
    Path setAside() throws IOException {
        for (int n = 1; n <= TORN_KEPT; n++) {
            Path torn = path.resolveSibling(NAME + ".torn-" + n);
            if (!Files.exists(torn, LinkOption.NOFOLLOW_LINKS)) {
                return link(torn);
            } else if (Files.mismatch(torn, path) < 0) {
                return torn;
            }
        }
        throw new FileAlreadyExistsException(
                path.toString(),
                null,
                "there are " + TORN_KEPT + " torn leases beside it; look into them and remove them");
    }

    private Path link(Path torn) throws IOException {
        try {
            Files.createLink(torn, path);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Some file systems know no second names; a copy takes space, which a name does not.
            copy(torn);
        }
        AtomicFile.syncDirectory(directory);
        return torn;
    }

    private void copy(Path torn) throws IOException {
        try {
            Files.copy(path, torn, StandardCopyOption.COPY_ATTRIBUTES);
            try (FileChannel channel = FileChannel.open(torn, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        } catch (IOException e) {
            Files.deleteIfExists(torn);
            throw e;
        }
    }
}
