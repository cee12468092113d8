package io.gpugovernor.daemon.memory;

import io.gpugovernor.daemon.lease.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The file that one domain's memory lies in. */
final class MemoryFile {
    /** A file that is written takes 2 KiB. */
    private static final int MOST_BYTES = 64 << 10;
    /** Thermal paste, neighbours and firmware change; what is older says little about today. */
    private static final Duration OLDEST = Duration.ofDays(30);
    /** A clock that was set right in between. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final Path path;

    private MemoryFile(Path path) {
        this.path = path;
    }

    /** @param domain a name that the policy file allows, so that it is a file name too */
    static MemoryFile of(Path directory, String domain) {
        return new MemoryFile(directory.resolve(domain + ".json"));
    }

    Path path() {
        return path;
    }

    /**
     * What was kept for {@code domain}; empty if nothing was.
     *
     * @throws MemoryException if there is something that is not to be believed
     */
    Optional<Keepsake> read(String domain, Instant now) throws MemoryException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new MemoryException("cannot be read (" + Reasons.of(unreadable) + ")");
        }
        if (bytes.length > MOST_BYTES) {
            throw new MemoryException("is larger than anything that this daemon writes");
        }
        Keepsake kept = MemoryText.read(new String(bytes, StandardCharsets.UTF_8));
        if (!kept.domain().equals(domain)) {
            throw new MemoryException("belongs to domain '" + kept.domain() + "'");
        }
        Duration age = Duration.between(kept.savedAt(), now);
        if (age.compareTo(OLDEST) > 0) {
            throw new MemoryException("is " + age.toDays() + " days old, more than " + OLDEST.toDays());
        }
        if (age.negated().compareTo(AHEAD) > 0) {
            throw new MemoryException("was written in the future, at " + kept.savedAt());
        }
        return Optional.of(kept);
    }

    void write(Keepsake keepsake) throws IOException {
        AtomicFile.replace(path, MemoryText.write(keepsake).getBytes(StandardCharsets.UTF_8));
    }

    /** Out of the way of the next writing, for people to look at; the newest of its kind. */
    void setAside() throws IOException {
        Files.move(path, path.resolveSibling(path.getFileName() + ".set-aside"), StandardCopyOption.REPLACE_EXISTING);
    }
}
