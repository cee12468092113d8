package io.gpugovernor.daemon.lease;

import io.gpugovernor.core.model.GpuId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The lease of a daemon that lives and moves clocks. Only looked at, by a process that sets none and wants to know whether
 * somebody else does.
 *
 * @param owner the daemon
 * @param entries the GPUs it may have locked; at least one
 */
public record StandingLease(Owner owner, List<LeaseEntry> entries) {
    public StandingLease {
        entries = List.copyOf(entries);
    }

    /** Empty if there is none, if its daemon is dead, or if this user may not read it. */
    public static Optional<StandingLease> in(Path directory) {
        try {
            return new LeaseFile(directory, AtomicFile::replace)
                    .read()
                    .filter(found -> !found.contents().entries().isEmpty())
                    .flatMap(found -> found.owner()
                            .filter(owner -> !AbandonedLease.isDead(owner))
                            .map(owner ->
                                    new StandingLease(owner, found.contents().entries())));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether it lists one of {@code gpus}. */
    public boolean covers(List<GpuId> gpus) {
        return entries.stream().anyMatch(entry -> gpus.stream().anyMatch(entry::names));
    }
}
