package io.gpugovernor.daemon.lease;

import static io.gpugovernor.daemon.lease.Leases.NEXT;
import static io.gpugovernor.daemon.lease.Leases.abandon;
import static io.gpugovernor.daemon.lease.Leases.acquired;
import static io.gpugovernor.daemon.lease.Leases.addresses;
import static io.gpugovernor.daemon.lease.Leases.file;
import static io.gpugovernor.daemon.lease.Leases.found;
import static io.gpugovernor.daemon.lease.Leases.gpu;
import static io.gpugovernor.daemon.lease.Leases.granted;
import static io.gpugovernor.daemon.lease.Leases.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TornLeaseTest {
    @TempDir
    private Path parent;

    @Test
    void aLeaseCutAtAnyByteIsReportedAndLosesNothing() throws Exception {
        byte[] whole = lease(granted(0), granted(1), granted(2));
        for (int cut = 0; cut < whole.length; cut++) {
            Path directory = directory("cut-" + cut);
            byte[] torn = Arrays.copyOf(whole, cut);
            Files.write(file(directory), torn);

            Leftover leftover = found(directory);

            assertThat(leftover.complete()).as("cut at %d", cut).isFalse();
            assertThat(leftover.findings())
                    .singleElement()
                    .asString()
                    .contains("is torn", "lease.torn-1", "release --all");
            assertThat(directory.resolve("lease.torn-1")).hasBinaryContent(torn);
            String text = new String(torn, StandardCharsets.ISO_8859_1);
            List<String> readable = Stream.of(gpu(0).uuid(), gpu(1).uuid(), gpu(2).uuid())
                    .filter(text::contains)
                    .toList();
            assertThat(addresses(leftover)).as("cut at %d", cut).isEqualTo(readable);
        }
    }

    @Test
    void aWriteCutAtAnyByteLeavesTheOldLease() throws Exception {
        byte[] old = lease(granted(0));
        byte[] next = lease(granted(0), granted(1));
        for (int cut = 0; cut <= next.length; cut++) {
            Path directory = directory("write-" + cut);
            Files.write(file(directory), old);
            Files.write(directory.resolve("lease.new"), Arrays.copyOf(next, cut));

            Leftover leftover = found(directory);

            assertThat(leftover.entries()).containsExactly(granted(0));
            assertThat(leftover.complete()).isTrue();
            assertThat(leftover.findings()).singleElement().asString().contains("had not finished");
            assertThat(names(directory)).containsExactly("lease", "lock");
        }
    }

    @Test
    void anUnfinishedFirstWriteLockedNothing() throws Exception {
        Path directory = directory("first");
        Files.write(directory.resolve("lease.new"), lease(granted(0)));
        assertThat(found(directory).entries()).isEmpty();
    }

    @Test
    void aTornLeaseStaysInPlaceUntilItIsReplaced() throws Exception {
        Path directory = directory("again");
        Files.writeString(file(directory), "gpu " + gpu(5).uuid() + " pci=");
        Leftover first = found(directory);
        Leftover second = found(directory);
        assertThat(second).isEqualTo(first);
        assertThat(addresses(second)).containsExactly(gpu(5).uuid());
        assertThat(names(directory)).containsExactly("lease", "lease.torn-1", "lock");
    }

    @Test
    void salvagedGpusAreHandedOnByTheNextLease() throws Exception {
        Path directory = directory("on");
        Files.writeString(file(directory), "gpu " + gpu(5).uuid() + " pci=");
        try (Lease lease = acquired(directory, NEXT)) {
            lease.grant(List.of(granted(0)));
        }
        Leftover leftover = found(directory);
        assertThat(leftover.complete()).isTrue();
        assertThat(leftover.entries()).containsExactly(new LeaseEntry.Salvaged(gpu(5).uuid()), granted(0));
    }

    @Test
    void eachTornLeaseGetsItsOwnName() throws Exception {
        Path directory = directory("many");
        for (String garbage : List.of("one", "two", "three")) {
            Files.deleteIfExists(file(directory));
            Files.writeString(file(directory), garbage);
            assertThat(found(directory).complete()).isFalse();
        }
        assertThat(directory.resolve("lease.torn-1")).hasContent("one");
        assertThat(directory.resolve("lease.torn-2")).hasContent("two");
        assertThat(directory.resolve("lease.torn-3")).hasContent("three");
    }

    @Test
    void neitherOverwritesNorForgetsWhenTooManyTornLeasesLieAbout() throws Exception {
        Path directory = directory("full");
        for (int n = 1; n <= 100; n++) {
            Files.writeString(directory.resolve("lease.torn-" + n), "older " + n);
        }
        Files.writeString(file(directory), "gpu " + gpu(5).uuid() + " pci=");
        try (Lease lease = acquired(directory, NEXT)) {
            assertThat(addresses(lease.leftover())).containsExactly(gpu(5).uuid());
            assertThat(lease.leftover().findings()).singleElement().asString().contains("left in place", "100 torn");
            assertThatThrownBy(() -> lease.grant(List.of(granted(0))))
                    .isInstanceOf(LeaseException.class)
                    .hasMessageContaining("100 torn leases");
        }
        assertThat(file(directory)).hasContent("gpu " + gpu(5).uuid() + " pci=");
        assertThat(directory.resolve("lease.torn-1")).hasContent("older 1");
    }

    private Path directory(String name) throws Exception {
        Path directory = Files.createDirectory(parent.resolve(name));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        return directory;
    }

    private byte[] lease(LeaseEntry.Granted... gpus) throws Exception {
        Path directory = parent.resolve("written-" + gpus.length);
        abandon(directory, gpus);
        return Files.readAllBytes(file(directory));
    }
}
