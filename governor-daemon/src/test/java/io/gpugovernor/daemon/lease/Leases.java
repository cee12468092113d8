package io.gpugovernor.daemon.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.units.Megahertz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Owners, GPUs and leases for tests. */
final class Leases {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Owner OWNER = new Owner(4242, NOON);
    static final Owner NEXT = new Owner(4243, NOON.plusSeconds(60));

    private Leases() {}

    static GpuId gpu(int index) {
        String uuid = String.format(Locale.ROOT, "GPU-%08x-1b2c-4d5e-8f90-a1b2c3d4e5f6", 0xabc0 + index);
        return new GpuId(
                index, uuid, String.format(Locale.ROOT, "00000000:%02X:00.0", 0x3B + index), "NVIDIA H100 80GB");
    }

    static LeaseEntry.Granted granted(int index) {
        return granted(index, 345, 1410);
    }

    static LeaseEntry.Granted granted(int index, int lowest, int highest) {
        return new LeaseEntry.Granted(gpu(index), new Megahertz(lowest), new Megahertz(highest), NOON);
    }

    static Lease acquired(Path directory, Owner owner) {
        return acquired(directory, owner, AtomicFile::replace);
    }

    static Lease acquired(Path directory, Owner owner, Replacement replacement) {
        Acquisition acquisition = Lease.acquire(directory, owner, replacement);
        assertThat(acquisition).isInstanceOf(Acquisition.Acquired.class);
        return ((Acquisition.Acquired) acquisition).lease();
    }

    /** Leaves in {@code directory} what a daemon leaves that locked {@code gpus} and was killed. */
    static void abandon(Path directory, LeaseEntry.Granted... gpus) throws Exception {
        try (Lease lease = acquired(directory, OWNER)) {
            lease.grant(List.of(gpus));
        }
    }

    /** What a daemon finds that starts now. */
    static Leftover found(Path directory) throws IOException {
        try (Lease lease = acquired(directory, NEXT)) {
            return lease.leftover();
        }
    }

    static Path file(Path directory) {
        return directory.resolve("lease");
    }

    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static List<String> addresses(Leftover leftover) {
        return leftover.entries().stream().map(LeaseEntry::address).toList();
    }
}
