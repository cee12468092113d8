package io.gpugovernor.daemon.lease;

import static io.gpugovernor.daemon.lease.Leases.acquired;
import static io.gpugovernor.daemon.lease.Leases.gpu;
import static io.gpugovernor.daemon.lease.Leases.granted;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbandonedLeaseTest {
    /** Linux gives out no process id above 2^22. */
    private static final Owner DEAD = new Owner(4_194_305, Instant.parse("2026-03-01T12:00:00Z"));

    @TempDir
    private Path directory;

    @Test
    void namesTheDeadDaemonItsGpusAndTheRemedy() throws Exception {
        leave(DEAD);
        assertThat(AbandonedLease.in(directory))
                .hasValueSatisfying(lease -> assertThat(lease.sentence() + "; " + lease.remedy())
                        .isEqualTo("a daemon that no longer runs (pid 4194305, started 2026-03-01T12:00:00Z) left clock"
                                + " locks on " + gpu(0).uuid() + " (345MHz..1410MHz), " + gpu(1).uuid()
                                + " (345MHz..1410MHz); run gpu-governor release"));
    }

    @Test
    void changesNothing() throws Exception {
        leave(DEAD);
        Files.writeString(
                directory.resolve("lease"),
                Files.readString(directory.resolve("lease")).substring(0, 200));
        Files.writeString(directory.resolve("lease.new"), "unfinished");
        Map<String, String> before = files();
        assertThat(AbandonedLease.in(directory)).isPresent();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void saysNothingOfADaemonThatLives() throws Exception {
        leave(Owner.thisProcess(InstantSource.system()));
        assertThat(AbandonedLease.in(directory)).isEmpty();
    }

    @Test
    void isNotMisledByAProcessThatTookTheDeadOnesId() throws Exception {
        leave(new Owner(ProcessHandle.current().pid(), Instant.parse("2020-01-01T00:00:00Z")));
        assertThat(AbandonedLease.in(directory)).isPresent();
    }

    @Test
    void saysNothingWhereNothingIsListedOrNothingCanBeRead() throws Exception {
        assertThat(AbandonedLease.in(directory)).isEmpty();
        assertThat(AbandonedLease.in(directory.resolve("absent"))).isEmpty();
        try (Lease lease = acquired(directory, DEAD)) {
            lease.grant(List.of(granted(0)));
            lease.revoke(List.of(gpu(0)));
        }
        assertThat(AbandonedLease.in(directory)).isEmpty();
        Files.delete(directory.resolve("lease"));
        Files.createDirectory(directory.resolve("lease"));
        assertThat(AbandonedLease.in(directory)).isEmpty();
    }

    private void leave(Owner owner) throws Exception {
        try (Lease lease = acquired(directory, owner)) {
            lease.grant(List.of(granted(0), granted(1)));
        }
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                found.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return found;
    }
}
