package io.gpugovernor.daemon.lease;

import static io.gpugovernor.daemon.lease.Leases.NEXT;
import static io.gpugovernor.daemon.lease.Leases.abandon;
import static io.gpugovernor.daemon.lease.Leases.acquired;
import static io.gpugovernor.daemon.lease.Leases.file;
import static io.gpugovernor.daemon.lease.Leases.found;
import static io.gpugovernor.daemon.lease.Leases.gpu;
import static io.gpugovernor.daemon.lease.Leases.granted;
import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Actuation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    @TempDir
    private Path directory;

    private final List<String> asked = new ArrayList<>();

    @Test
    void releasesExactlyTheGpusListed() throws Exception {
        abandon(directory, granted(1), granted(4));
        try (Lease lease = acquired(directory, NEXT)) {
            List<Leftovers.Outcome> outcomes = new Leftovers(lease, answering(new Actuation.Accepted())).release();
            assertThat(asked).containsExactly(gpu(1).uuid(), gpu(4).uuid());
            assertThat(outcomes).allMatch(Leftovers.Outcome::released);
            assertThat(outcomes.get(0).sentence()).isEqualTo(gpu(1).uuid() + " released");
            assertThat(lease.leftover().entries()).isEmpty();
        }
        assertThat(found(directory).entries()).isEmpty();
    }

    @Test
    void keepsWhatCouldNotBeReleased() throws Exception {
        abandon(directory, granted(0), granted(1), granted(2));
        GpuRelease release =
                entry -> entry.names(gpu(1)) ? new Actuation.Failed("GPU 1 is lost") : new Actuation.Accepted();
        try (Lease lease = acquired(directory, NEXT)) {
            List<Leftovers.Outcome> outcomes = new Leftovers(lease, release).release();
            assertThat(outcomes).extracting(Leftovers.Outcome::released).containsExactly(true, false, true);
            assertThat(outcomes.get(1).sentence())
                    .isEqualTo(gpu(1).uuid() + " could not be released: GPU 1 is lost; it stays listed");
        }
        assertThat(found(directory).entries()).containsExactly(granted(1));
    }

    @Test
    void triesAgainOnlyWhatFailed() throws Exception {
        abandon(directory, granted(0), granted(1));
        try (Lease lease = acquired(directory, NEXT)) {
            new Leftovers(lease, entry -> entry.names(gpu(0)) ? new Actuation.Accepted() : new Actuation.Failed("busy"))
                    .release();
            new Leftovers(lease, answering(new Actuation.Accepted())).release();
        }
        assertThat(asked).containsExactly(gpu(1).uuid());
        assertThat(found(directory).entries()).isEmpty();
    }

    @Test
    void forgetsAGpuThatIsGone() throws Exception {
        abandon(directory, granted(0));
        try (Lease lease = acquired(directory, NEXT)) {
            List<Leftovers.Outcome> outcomes = new Leftovers(lease, answering(new Actuation.NotNeeded())).release();
            assertThat(outcomes.get(0).sentence()).isEqualTo(gpu(0).uuid() + " had no lock");
        }
        assertThat(found(directory).entries()).isEmpty();
    }

    @Test
    void takesNoObserverForARelease() throws Exception {
        abandon(directory, granted(0));
        try (Lease lease = acquired(directory, NEXT)) {
            assertThat(new Leftovers(lease, answering(new Actuation.ObservedOnly())).release())
                    .noneMatch(Leftovers.Outcome::released);
        }
        assertThat(found(directory).entries()).containsExactly(granted(0));
    }

    @Test
    void oneGpuThatThrowsDoesNotKeepTheOthersLocked() throws Exception {
        abandon(directory, granted(0), granted(1));
        GpuRelease release = entry -> {
            if (entry.names(gpu(0))) {
                throw new IllegalStateException("unknown status 999");
            }
            return new Actuation.Accepted();
        };
        try (Lease lease = acquired(directory, NEXT)) {
            assertThat(new Leftovers(lease, release).release().get(0).sentence())
                    .contains("unknown status 999");
        }
        assertThat(found(directory).entries()).containsExactly(granted(0));
    }

    @Test
    void releasesWhatCanBeReadOfATornLease() throws Exception {
        Files.writeString(file(directory), "gpu " + gpu(5).uuid() + " pci=0000");
        try (Lease lease = acquired(directory, NEXT)) {
            new Leftovers(lease, answering(new Actuation.Accepted())).release();
        }
        assertThat(asked).containsExactly(gpu(5).uuid());
        assertThat(found(directory)).isEqualTo(new Leftover(List.of(), Optional.of(NEXT), List.of(), true));
    }

    @Test
    void saysWhenAReleasedGpuStaysListed() throws Exception {
        abandon(directory, granted(0));
        Replacement full = (target, content) -> {
            throw new IOException("No space left on device");
        };
        try (Lease lease = acquired(directory, NEXT, full)) {
            Leftovers.Outcome outcome = new Leftovers(lease, answering(new Actuation.Accepted()))
                    .release()
                    .get(0);
            assertThat(outcome.released()).isTrue();
            assertThat(outcome.sentence()).contains("released, but stays listed: cannot write", "is full");
        }
        assertThat(found(directory).entries()).containsExactly(granted(0));
    }

    private GpuRelease answering(Actuation answer) {
        return entry -> {
            asked.add(entry.address());
            return answer;
        };
    }
}
