package io.gpugovernor.daemon.lease;

import static io.gpugovernor.daemon.lease.Leases.NEXT;
import static io.gpugovernor.daemon.lease.Leases.NOON;
import static io.gpugovernor.daemon.lease.Leases.OWNER;
import static io.gpugovernor.daemon.lease.Leases.acquired;
import static io.gpugovernor.daemon.lease.Leases.found;
import static io.gpugovernor.daemon.lease.Leases.gpu;
import static io.gpugovernor.daemon.lease.Leases.granted;
import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.units.Megahertz;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasedActuatorTest {
    private static final Megahertz LOWEST = new Megahertz(345);

    @TempDir
    private Path directory;

    private final List<String> journal = new ArrayList<>();
    private Actuation answer = new Actuation.Accepted();
    /** What the actuator beneath has not released. */
    private Set<String> locked = Set.of();

    private boolean full;

    @Test
    void listsEveryGpuBeforeTheFirstLock() throws Exception {
        try (Lease lease = lease()) {
            assertThat(leased(lease).lock(new Megahertz(1410))).isEqualTo(new Actuation.Accepted());
        }
        assertThat(journal).containsExactly("write", "lock 1410MHz");
        assertThat(found(directory).entries()).containsExactly(granted(0), granted(1));
    }

    @Test
    void writesAgainOnlyWhenTheRangeGrows() throws Exception {
        try (Lease lease = lease()) {
            LeasedActuator gpus = leased(lease);
            gpus.lock(new Megahertz(1410));
            gpus.lock(new Megahertz(900));
            gpus.lock(new Megahertz(1980));
        }
        assertThat(journal).containsExactly("write", "lock 1410MHz", "lock 900MHz", "write", "lock 1980MHz");
        assertThat(found(directory).entries()).containsExactly(granted(0, 345, 1980), granted(1, 345, 1980));
    }

    @Test
    void locksNothingIfTheLeaseCannotBeWritten() throws Exception {
        full = true;
        try (Lease lease = lease()) {
            Actuation actuation = leased(lease).lock(new Megahertz(1410));
            assertThat(actuation).isInstanceOf(Actuation.Failed.class);
            assertThat(((Actuation.Failed) actuation).reason())
                    .startsWith("not locked, because the lease cannot be written: ")
                    .contains("the file system is full; free space");
        }
        assertThat(journal).isEmpty();
    }

    @Test
    void locksOnceTheDiskHasRoomAgain() throws Exception {
        full = true;
        try (Lease lease = lease()) {
            LeasedActuator gpus = leased(lease);
            gpus.lock(new Megahertz(1410));
            full = false;
            assertThat(gpus.lock(new Megahertz(1410))).isEqualTo(new Actuation.Accepted());
        }
        assertThat(journal).containsExactly("write", "lock 1410MHz");
    }

    @Test
    void clearsAfterTheReleaseAndNotBefore() throws Exception {
        try (Lease lease = lease()) {
            LeasedActuator gpus = leased(lease);
            gpus.lock(new Megahertz(1410));
            journal.clear();
            assertThat(gpus.release()).isEqualTo(new Actuation.Accepted());
        }
        assertThat(journal).containsExactly("release", "write");
        assertThat(found(directory).entries()).isEmpty();
    }

    @Test
    void keepsTheGpusListedWhileTheReleaseFails() throws Exception {
        try (Lease lease = lease()) {
            LeasedActuator gpus = leased(lease);
            gpus.lock(new Megahertz(1410));
            answer = new Actuation.Failed("the driver hangs");
            locked = Set.of(gpu(0).uuid(), gpu(1).uuid());
            assertThat(gpus.release()).isEqualTo(answer);
            assertThat(lease.entries()).hasSize(2);
            answer = new Actuation.Accepted();
            locked = Set.of();
            gpus.release();
            assertThat(lease.entries()).isEmpty();
        }
    }

    @Test
    void strikesWhatWasReleasedThoughAnotherGpuWasLost() throws Exception {
        try (Lease lease = lease()) {
            LeasedActuator gpus = leased(lease);
            gpus.lock(new Megahertz(1410));
            answer = new Actuation.Failed("GPU 1 is lost");
            locked = Set.of(gpu(1).uuid());
            assertThat(gpus.release()).isEqualTo(answer);
        }
        assertThat(found(directory).entries()).containsExactly(granted(1));
    }

    @Test
    void doesNotCallAReleaseDoneWhileALostGpuMayStillBeLocked() throws Exception {
        try (Lease lease = lease()) {
            LeasedActuator gpus = leased(lease);
            gpus.lock(new Megahertz(1410));
            Actuation lost = new Actuation.Failed("GPU 1 is lost");
            answer = lost;
            locked = Set.of(gpu(1).uuid());
            gpus.release();
            answer = new Actuation.NotNeeded(); // a GPU that is gone is not asked again
            assertThat(gpus.release()).isEqualTo(lost);
            assertThat(lease.entries()).containsExactly(granted(1));

            answer = new Actuation.Accepted();
            assertThat(gpus.lock(new Megahertz(1410))).isEqualTo(answer);
            assertThat(lease.entries())
                    .as("listed again, the lost one all the while")
                    .hasSize(2);
            locked = Set.of();
            assertThat(gpus.release()).isEqualTo(new Actuation.Accepted());
            assertThat(lease.entries()).isEmpty();
        }
    }

    @Test
    void remembersWhyALockFailedThatLostAGpu() throws Exception {
        try (Lease lease = lease()) {
            LeasedActuator gpus = leased(lease);
            answer = new Actuation.Failed("GPU 1 is lost; and not released: GPU 1 is lost");
            locked = Set.of(gpu(1).uuid());
            gpus.lock(new Megahertz(1410));
            Actuation why = answer;
            answer = new Actuation.NotNeeded();
            assertThat(gpus.release()).isEqualTo(why);
            assertThat(lease.entries()).extracting(LeaseEntry::address).containsExactly(gpu(1).uuid());
        }
    }

    @Test
    void keepsTheGpusListedAfterALockThatFailed() throws Exception {
        answer = new Actuation.Failed("GPU 1 refused; GPU 0 may be locked");
        try (Lease lease = lease()) {
            assertThat(leased(lease).lock(new Megahertz(1410))).isEqualTo(answer);
        }
        assertThat(found(directory).entries()).hasSize(2);
    }

    @Test
    void aReleaseThatCannotBeNotedIsARelease() throws Exception {
        try (Lease lease = lease()) {
            LeasedActuator gpus = leased(lease);
            gpus.lock(new Megahertz(1410));
            full = true;
            assertThat(gpus.release()).isEqualTo(new Actuation.Accepted());
            assertThat(lease.entries()).hasSize(2);
            full = false;
            gpus.release();
            assertThat(lease.entries()).as("noted at the next chance").isEmpty();
        }
    }

    @Test
    void releasingWhatWasNeverLockedWritesNothing() throws Exception {
        try (Lease lease = lease()) {
            leased(lease).release();
        }
        assertThat(journal).containsExactly("release");
    }

    @Test
    void domainsShareALeaseWithoutClearingEachOther() throws Exception {
        try (Lease lease = acquired(directory, OWNER)) {
            LeasedActuator chat = leased(lease);
            LeasedActuator batch =
                    new LeasedActuator(gpus(), () -> locked, List.of(gpu(2)), LOWEST, lease, InstantSource.fixed(NOON));
            chat.lock(new Megahertz(1410));
            batch.lock(new Megahertz(1410));
            chat.release();
        }
        assertThat(found(directory).entries()).containsExactly(granted(2));
    }

    @Test
    void refusesToLockWithAClosedLease() throws Exception {
        Lease lease = acquired(directory, OWNER);
        lease.close();
        try (Lease next = acquired(directory, NEXT)) {
            assertThat(leased(lease).lock(new Megahertz(1410))).isInstanceOf(Actuation.Failed.class);
            assertThat(next.entries()).isEmpty();
        }
        assertThat(journal).isEmpty();
    }

    private Lease lease() {
        return acquired(directory, OWNER, (target, content) -> {
            if (full) {
                throw new IOException("No space left on device");
            }
            AtomicFile.replace(target, content);
            journal.add("write");
        });
    }

    private LeasedActuator leased(Lease lease) {
        return new LeasedActuator(
                gpus(), () -> locked, List.of(gpu(0), gpu(1)), LOWEST, lease, InstantSource.fixed(NOON));
    }

    private ClockActuator gpus() {
        return new ClockActuator() {
            @Override
            public Actuation lock(Megahertz clock) {
                journal.add("lock " + clock);
                return answer;
            }

            @Override
            public Actuation release() {
                journal.add("release");
                return answer;
            }
        };
    }
}
