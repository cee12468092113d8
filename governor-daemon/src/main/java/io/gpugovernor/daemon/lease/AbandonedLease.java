package io.gpugovernor.daemon.lease;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A lease whose daemon is dead and whose GPUs nobody has released yet. Only looked at: nothing is locked, written or set
 * aside, so it may be asked for by a process that has no right to any of that.
 *
 * @param owner the daemon that left it, where that can be read
 * @param entries the GPUs that may still be locked; at least one
 */
public record AbandonedLease(Optional<Owner> owner, List<LeaseEntry> entries) {
    /** A start time is stored by the millisecond and told by the clock tick. */
    private static final Duration SAME_START = Duration.ofSeconds(1);

    public AbandonedLease {
        entries = List.copyOf(entries);
    }

    /** Empty if there is none, if its daemon lives, or if this user may not read it. */
    public static Optional<AbandonedLease> in(Path directory) {
        try {
            return new LeaseFile(directory, AtomicFile::replace)
                    .read()
                    .filter(found -> !found.contents().entries().isEmpty())
                    .filter(found -> found.owner().map(AbandonedLease::isDead).orElse(true))
                    .map(found ->
                            new AbandonedLease(found.owner(), found.contents().entries()));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** One clause: which GPUs, and who left them. */
    public String sentence() {
        return "a daemon that no longer runs"
                + owner.map(who -> " (" + who + ")").orElse("")
                + " left clock locks on "
                + entries.stream().map(AbandonedLease::describe).collect(Collectors.joining(", "));
    }

    /** What to do about it. */
    public String remedy() {
        return "run gpu-governor release";
    }

    private static String describe(LeaseEntry entry) {
        return entry instanceof LeaseEntry.Granted granted
                ? entry.address() + " (" + granted.lowest() + ".." + granted.highest() + ")"
                : entry.address();
    }

    /** A process that took the dead one's id started at another time. */
    static boolean isDead(Owner owner) {
        Optional<ProcessHandle> process = ProcessHandle.of(owner.pid());
        if (process.isEmpty()) {
            return true;
        }
        Optional<Instant> started = process.get().info().startInstant();
        return started.isPresent()
                && Duration.between(owner.since(), started.get()).abs().compareTo(SAME_START) > 0;
    }
}
