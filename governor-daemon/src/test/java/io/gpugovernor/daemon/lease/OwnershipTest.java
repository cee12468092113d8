package io.gpugovernor.daemon.lease;

import static io.gpugovernor.daemon.lease.Leases.NEXT;
import static io.gpugovernor.daemon.lease.Leases.OWNER;
import static io.gpugovernor.daemon.lease.Leases.acquired;
import static io.gpugovernor.daemon.lease.Leases.granted;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OwnershipTest {
    @TempDir
    private Path directory;

    @Test
    void twoDaemonsOnOneNodeRefuseEachOther() throws Exception {
        try (Lease lease = acquired(directory, OWNER)) {
            lease.grant(List.of(granted(0)));
            Process other = LeaseHolder.start(directory, List.of());
            assertThat(LeaseHolder.said(other))
                    .startsWith("another gpu-governor (pid 4242, started 2026-03-01T12:00:00Z) holds " + directory)
                    .contains("; stop it");
            other.getOutputStream().close();
            assertThat(other.waitFor()).isZero();
        }
    }

    @Test
    void aKilledOwnerLeavesALeaseThatTheNextOneAdopts() throws Exception {
        Process owner = LeaseHolder.start(directory, List.of());
        assertThat(LeaseHolder.said(owner)).isEqualTo("found 0, granted");
        Acquisition refused = Lease.acquire(directory, NEXT);
        assertThat(refused).isInstanceOf(Acquisition.HeldByOther.class);
        assertThat(((Acquisition.HeldByOther) refused).owner().map(Owner::pid)).contains(owner.pid());

        owner.destroyForcibly().waitFor();

        try (Lease lease = acquired(directory, NEXT)) {
            assertThat(lease.leftover().entries()).containsExactly(granted(0));
            assertThat(lease.leftover().owner().map(Owner::pid)).contains(owner.pid());
            assertThat(lease.leftover().complete()).isTrue();
        }
    }

    @Test
    void oneProcessCannotTakeTheLeaseTwice() throws Exception {
        try (Lease lease = acquired(directory, OWNER)) {
            assertThat(Lease.acquire(directory, NEXT))
                    .isEqualTo(new Acquisition.HeldByOther(directory, Optional.of(OWNER)));
            lease.grant(List.of(granted(0)));
            Process other = LeaseHolder.start(directory, List.of());
            assertThat(LeaseHolder.said(other))
                    .as("asking a second time did not drop the first lock")
                    .startsWith("another gpu-governor (pid 4242");
            other.destroyForcibly().waitFor();
        }
        acquired(directory, NEXT).close();
    }

    @Test
    void aLinkToTheDirectoryIsTheSameNode(@TempDir Path elsewhere) throws Exception {
        Path link = Files.createSymbolicLink(elsewhere.resolve("link"), directory);
        try (Lease lease = acquired(directory, OWNER)) {
            assertThat(lease.entries()).isEmpty();
            assertThat(Lease.acquire(link, NEXT)).isInstanceOf(Acquisition.HeldByOther.class);
        } finally {
            Files.delete(link);
        }
    }

    @Test
    void aPidThatNoOneLocksIsNoOwner() throws Exception {
        Files.writeString(directory.resolve("lock"), "pid=1 since=2026-01-01T00:00:00Z\n");
        acquired(directory, OWNER).close();
        assertThat(directory.resolve("lock")).hasContent("pid=4242 since=2026-03-01T12:00:00Z\n");
    }

    @Test
    void garbageInTheLockFileIsNoOwnerEither() throws Exception {
        Files.write(directory.resolve("lock"), new byte[100_000]);
        acquired(directory, OWNER).close();
        assertThat(directory.resolve("lock")).hasContent("pid=4242 since=2026-03-01T12:00:00Z\n");
    }
}
