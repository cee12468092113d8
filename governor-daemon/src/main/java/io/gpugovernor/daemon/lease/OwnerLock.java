package io.gpugovernor.daemon.lease;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The right to lock this node's GPUs, held from start to end of one process. The operating system ends it with the
 * process, whatever killed it; what the file says is for people only, and makes no one an owner.
 */
final class OwnerLock implements AutoCloseable {
    static final String NAME = "lock";

    private static final Set<OpenOption> OPENED = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Pattern OWNER = Pattern.compile("pid=(\\d{1,10}) since=(\\S+)\\s*");
    private static final int LONGEST = 128;

    /**
     * Locks of this process. POSIX drops a process's lock on a file as soon as the process closes any descriptor of
     * that file, so a lock file that is held must not even be opened again.
     */
    private static final Map<Path, Owner> HELD_HERE = new ConcurrentHashMap<>();

    private final Path path;
    private final FileChannel channel;
    private final @Nullable Object identity;

    private OwnerLock(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.identity = identity(path);
    }

    /** How trying to become the owner ended. */
    sealed interface Attempt {
        record Taken(OwnerLock lock) implements Attempt {}

        /** @param owner empty where the file does not tell */
        record Held(Optional<Owner> owner) implements Attempt {}
    }

    /** @param directory exists, and is named by its real path */
    static Attempt take(Path directory, Owner owner) throws IOException {
        Path path = directory.resolve(NAME);
        Owner holder = HELD_HERE.putIfAbsent(path, owner);
        if (holder != null) {
            return new Attempt.Held(Optional.of(holder));
        }
        Attempt attempt = null;
        try {
            attempt = lock(path, owner);
            return attempt;
        } finally {
            if (!(attempt instanceof Attempt.Taken)) {
                HELD_HERE.remove(path);
            }
        }
    }

    /** Whether the file under the lock's name is still the one locked; else another daemon may hold a lock as well. */
    boolean isIntact() {
        try {
            return channel.isOpen() && Objects.equals(identity, identity(path));
        } catch (IOException e) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        // The file stays: removing it would let two daemons lock two files of one name.
        if (channel.isOpen()) {
            channel.close();
            HELD_HERE.remove(path);
        }
    }

    private static Attempt lock(Path path, Owner owner) throws IOException {
        FileChannel channel = FileChannel.open(path, OPENED, AtomicFile.OWNER_ONLY);
        boolean taken = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return new Attempt.Held(read(channel));
            }
            OwnerLock ours = new OwnerLock(path, channel);
            if (!ours.isIntact()) {
                throw new IOException("it was replaced while it was being locked; start again");
            }
            write(channel, owner);
            taken = true;
            return new Attempt.Taken(ours);
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static void write(FileChannel channel, Owner owner) throws IOException {
        byte[] text = ("pid=" + owner.pid() + " since=" + owner.since() + "\n").getBytes(StandardCharsets.US_ASCII);
        channel.truncate(0);
        try {
            channel.write(ByteBuffer.wrap(text), 0);
        } catch (IOException e) {
            // On a full disk the lock holds all the same, and release must work there; only the owner goes unnamed.
            channel.truncate(0);
        }
    }

    private static Optional<Owner> read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST);
        channel.read(text, 0);
        Matcher owner = OWNER.matcher(new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII));
        try {
            return owner.matches()
                    ? Optional.of(new Owner(Long.parseLong(owner.group(1)), Instant.parse(owner.group(2))))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }
}
