package io.gpugovernor.daemon.lease;

import static io.gpugovernor.daemon.lease.Leases.NEXT;
import static io.gpugovernor.daemon.lease.Leases.OWNER;
import static io.gpugovernor.daemon.lease.Leases.abandon;
import static io.gpugovernor.daemon.lease.Leases.acquired;
import static io.gpugovernor.daemon.lease.Leases.file;
import static io.gpugovernor.daemon.lease.Leases.found;
import static io.gpugovernor.daemon.lease.Leases.gpu;
import static io.gpugovernor.daemon.lease.Leases.granted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
    @TempDir
    private Path directory;

    @Test
    void aFreshNodeHasNoLeftover() throws Exception {
        assertThat(found(directory)).isEqualTo(Leftover.NOTHING);
    }

    @Test
    void handsOnEveryGpuAsItWasGranted() throws Exception {
        abandon(directory, granted(0), granted(7, 210, 1980));
        Leftover leftover = found(directory);
        assertThat(leftover.entries()).containsExactly(granted(0), granted(7, 210, 1980));
        assertThat(leftover.owner()).contains(OWNER);
        assertThat(leftover.complete()).isTrue();
        assertThat(leftover.findings()).isEmpty();
    }

    @Test
    void handsOnALeftoverThatNoOneReleased() throws Exception {
        abandon(directory, granted(0), granted(1));
        try (Lease second = acquired(directory, NEXT)) {
            second.grant(List.of(granted(2)));
        }
        assertThat(found(directory).entries()).containsExactly(granted(0), granted(1), granted(2));
    }

    @Test
    void revokesOnlyWhatIsNamed() throws Exception {
        try (Lease lease = acquired(directory, OWNER)) {
            lease.grant(List.of(granted(0), granted(1)));
            lease.revoke(List.of(gpu(0)));
        }
        assertThat(found(directory).entries()).containsExactly(granted(1));
    }

    @Test
    void aLeaseWithEverythingRevokedLeavesNothing() throws Exception {
        try (Lease lease = acquired(directory, OWNER)) {
            lease.grant(List.of(granted(0)));
            lease.revoke(List.of(gpu(0)));
        }
        assertThat(found(directory).entries()).isEmpty();
        assertThat(found(directory).complete()).isTrue();
    }

    @Test
    void grantingAgainWidensTheRangeAndKeepsTheTime() throws Exception {
        LeaseEntry.Granted later = new LeaseEntry.Granted(
                gpu(0), granted(0, 210, 900).lowest(), granted(0, 210, 900).highest(), Leases.NOON.plusSeconds(9));
        try (Lease lease = acquired(directory, OWNER)) {
            lease.grant(List.of(granted(0, 345, 1410)));
            lease.grant(List.of(later));
        }
        assertThat(found(directory).entries()).containsExactly(granted(0, 210, 1410));
    }

    @Test
    void grantingAgainInsideTheRangeWritesNothing() throws Exception {
        List<String> writes = new ArrayList<>();
        Replacement counting = (target, content) -> {
            writes.add(target.getFileName().toString());
            AtomicFile.replace(target, content);
        };
        try (Lease lease = acquired(directory, OWNER, counting)) {
            lease.grant(List.of(granted(0, 345, 1410)));
            lease.grant(List.of(granted(0, 345, 900)));
            lease.grant(List.of(granted(0, 345, 1410)));
        }
        assertThat(writes).containsExactly("lease");
    }

    @Test
    void aGrantThatCannotBeWrittenChangesNothing() throws Exception {
        abandon(directory, granted(0));
        Replacement full = (target, content) -> {
            throw new IOException("No space left on device");
        };
        try (Lease lease = acquired(directory, NEXT, full)) {
            assertThatThrownBy(() -> lease.grant(List.of(granted(1))))
                    .isInstanceOf(LeaseException.class)
                    .hasMessageContaining("the file system is full; free space");
            assertThat(lease.entries()).containsExactly(granted(0));
            assertThat(lease.leftover().entries()).containsExactly(granted(0));
        }
        assertThat(found(directory).entries()).containsExactly(granted(0));
    }

    @Test
    void aGpuGrantedAgainIsNoLeftoverAnyMore() throws Exception {
        abandon(directory, granted(0), granted(1));
        try (Lease lease = acquired(directory, NEXT)) {
            lease.grant(List.of(granted(0)));
            assertThat(lease.leftover().entries()).containsExactly(granted(1));
            assertThat(lease.entries()).containsExactly(granted(0), granted(1));
        }
    }

    @Test
    void clearingSettlesAlsoWhatATornLeaseDidNotTell() throws Exception {
        Files.writeString(file(directory), "garbage");
        try (Lease lease = acquired(directory, OWNER)) {
            assertThat(lease.leftover().complete()).isFalse();
            lease.clear();
        }
        assertThat(found(directory).complete()).isTrue();
    }

    @Test
    void writesAlsoOnAnInterruptedThread() throws Exception {
        try (Lease lease = acquired(directory, OWNER)) {
            lease.grant(List.of(granted(0)));
            Thread.currentThread().interrupt();
            lease.revoke(List.of(gpu(0)));
            assertThat(Thread.interrupted()).as("the thread stays interrupted").isTrue();
        }
        assertThat(found(directory).entries()).isEmpty();
    }

    @Test
    void refusesToWriteOnceItsLockFileWasReplaced() throws Exception {
        try (Lease lease = acquired(directory, OWNER)) {
            Files.move(directory.resolve("lock"), directory.resolve("lock.moved"));
            Files.writeString(directory.resolve("lock"), "");
            assertThatThrownBy(() -> lease.grant(List.of(granted(0))))
                    .isInstanceOf(LeaseException.class)
                    .hasMessageContaining("removed or replaced");
        }
        assertThat(file(directory)).doesNotExist();
    }

    @Test
    void refusesToWriteAfterItWasClosed() throws Exception {
        Lease lease = acquired(directory, OWNER);
        lease.close();
        assertThatThrownBy(() -> lease.grant(List.of(granted(0)))).isInstanceOf(LeaseException.class);
    }

    @Test
    void keepsItsFilesToItself() throws Exception {
        Path created = directory.resolve("run");
        abandon(created, granted(0));
        assertThat(mode(created)).isEqualTo("rwx------");
        assertThat(mode(created.resolve("lease"))).isEqualTo("rw-------");
        assertThat(mode(created.resolve("lock"))).isEqualTo("rw-------");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
