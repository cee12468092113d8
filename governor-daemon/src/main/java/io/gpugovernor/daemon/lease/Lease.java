package io.gpugovernor.daemon.lease;

import io.gpugovernor.core.model.GpuId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * The list of every GPU this daemon may have locked, in a file that outlives it. A GPU is listed, and the file synced,
 * before its first lock; it is taken off after its release. So at every moment, whatever ends the process, the file
 * names at least the GPUs that are locked.
 *
 * <p>Domains share one lease; its methods may be called from any thread.
 */
public final class Lease implements AutoCloseable {
    private final LeaseFile file;
    private final OwnerLock lock;
    private final Owner owner;
    private LeaseContents contents;
    private Leftover leftover;
    private boolean tornInPlace;
    private boolean written;

    private Lease(LeaseFile file, OwnerLock lock, Owner owner, LeaseInheritance inheritance) {
        this.file = file;
        this.lock = lock;
        this.owner = owner;
        this.contents = inheritance.contents();
        this.leftover = inheritance.leftover();
        this.tornInPlace = inheritance.tornInPlace();
    }

    /**
     * Becomes the one process that may lock this node's GPUs, and reads what the one before left. Writes no lease yet,
     * so that leftover locks can be released also where the disk is full.
     *
     * @param directory the run directory; created, closed to others, if only its parent exists
     * @param owner this process
     */
    public static Acquisition acquire(Path directory, Owner owner) {
        return acquire(directory, owner, AtomicFile::replace);
    }

    /**
     * Whether {@code directory} certainly holds no lease, not even an unfinished one. Where that is so there is nothing to
     * release, and no need to create the directory, or to be allowed to.
     */
    public static boolean isAbsent(Path directory) {
        Path lease = directory.resolve(LeaseFile.NAME);
        return Files.notExists(lease, LinkOption.NOFOLLOW_LINKS)
                && Files.notExists(AtomicFile.unfinished(lease), LinkOption.NOFOLLOW_LINKS);
    }

    static Acquisition acquire(Path directory, Owner owner, Replacement replacement) {
        Trouble unprepared = RunDirectory.prepare(directory).orElse(null);
        if (unprepared != null) {
            return new Acquisition.Unusable(unprepared.reason(), unprepared.remedy());
        }
        Path failing = directory.resolve(OwnerLock.NAME);
        try {
            Path real = directory.toRealPath();
            OwnerLock.Attempt attempt = OwnerLock.take(real, owner);
            if (!(attempt instanceof OwnerLock.Attempt.Taken taken)) {
                return new Acquisition.HeldByOther(directory, ((OwnerLock.Attempt.Held) attempt).owner());
            }
            failing = directory.resolve(LeaseFile.NAME);
            return inherit(new LeaseFile(real, replacement), taken.lock(), owner);
        } catch (IOException e) {
            Trouble trouble = Trouble.of("use", failing, e);
            return new Acquisition.Unusable(trouble.reason(), trouble.remedy());
        }
    }

    private static Acquisition inherit(LeaseFile file, OwnerLock lock, Owner owner) throws IOException {
        try {
            return new Acquisition.Acquired(new Lease(file, lock, owner, LeaseInheritance.of(file)));
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** What the daemon before this one left and is not settled yet. Release it before granting anything. */
    public synchronized Leftover leftover() {
        return leftover;
    }

    /** Every GPU listed now, leftover ones included. */
    public synchronized List<LeaseEntry> entries() {
        return contents.entries();
    }

    /**
     * Lists {@code gpus}; when this returns, they may be locked within the ranges given. A GPU listed already gets a
     * range that covers both, which costs nothing while the new range lies inside the one listed.
     *
     * @throws LeaseException if the file cannot be written; then none of them may be locked
     */
    public synchronized void grant(List<LeaseEntry.Granted> gpus) throws LeaseException {
        LeaseContents next = contents.with(gpus);
        if (!written || !next.equals(contents)) {
            write(next);
        }
        leftover = leftover.without(entry -> names(entry, gpus));
    }

    /**
     * Takes {@code gpus} off the list, after they were released.
     *
     * @throws LeaseException if the file cannot be written; then they stay listed
     */
    public synchronized void revoke(List<GpuId> gpus) throws LeaseException {
        settle(entry -> gpus.stream().anyMatch(entry::names));
    }

    /**
     * Empties the list, after every GPU of the node was released: the only way to settle what a torn lease did not say.
     *
     * @throws LeaseException if the file cannot be written; then it stays as it is
     */
    public synchronized void clear() throws LeaseException {
        write(LeaseContents.NOTHING);
        leftover = Leftover.NOTHING;
    }

    /** Takes one entry off the list, and every other entry that names the same GPU. */
    synchronized void settle(LeaseEntry released) throws LeaseException {
        if (released instanceof LeaseEntry.Granted granted) {
            revoke(List.of(granted.gpu()));
        } else {
            settle(released::equals);
        }
    }

    private void settle(Predicate<LeaseEntry> released) throws LeaseException {
        LeaseContents next = contents.without(released);
        if (!next.equals(contents)) {
            write(next);
            leftover = leftover.without(released);
        }
    }

    private void write(LeaseContents next) throws LeaseException {
        if (!lock.isIntact()) {
            throw new LeaseException(new Trouble(
                    lock.path() + " was removed or replaced while this daemon ran, or the lease was closed",
                    "keep cleaners off the directory, and restart the daemon"));
        }
        try {
            Uninterrupted.run(() -> replace(next));
        } catch (IOException e) {
            throw new LeaseException(Trouble.of("write", file.path(), e), e);
        }
        contents = next;
        written = true;
    }

    private void replace(LeaseContents next) throws IOException {
        if (tornInPlace) {
            file.setAside();
            tornInPlace = false;
        }
        file.replace(LeaseText.of(owner, next));
    }

    private static boolean names(LeaseEntry entry, List<LeaseEntry.Granted> gpus) {
        return gpus.stream().anyMatch(gpu -> entry.names(gpu.gpu()));
    }

    /** Gives the node up. What is still listed stays in the file, for the next owner. */
    @Override
    public synchronized void close() throws IOException {
        lock.close();
    }
}
