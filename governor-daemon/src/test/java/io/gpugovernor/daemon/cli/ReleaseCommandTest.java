package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.daemon.cli.DoubledNode.Write;
import io.gpugovernor.daemon.config.NvmlConfig;
import io.gpugovernor.daemon.lease.Acquisition;
import io.gpugovernor.daemon.lease.Lease;
import io.gpugovernor.daemon.lease.LeaseEntry;
import io.gpugovernor.daemon.lease.Owner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code release}, with the GPUs of a dead daemon. */
@Timeout(120)
class ReleaseCommandTest {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // made before each test
    private DoubledNode node;

    @BeforeEach
    void fourGpus() {
        node = DoubledNode.in(folder, "gpus=4");
    }

    @Test
    void saysThatThereIsNothingToReleaseAndTouchesNoGpu() throws Exception {
        try (ChildJvm release = node.governor("release")) {
            assertThat(release.ends()).isEqualTo(ExitCodes.OK);
            assertThat(release.out()).isEqualTo("nothing to release: no lease lists a GPU\n");
        }
        assertThat(node.writes()).isEmpty();
    }

    @Test
    void resetsOnlyListedGpusWhenThePowerWasLostBetweenLeaseAndLock() throws Exception {
        leaseLists(1, 2);

        try (ChildJvm release = node.governor("release")) {
            assertThat(release.ends()).isEqualTo(ExitCodes.OK);
            assertThat(release.out())
                    .isEqualTo(DoubledNode.uuid(1) + " released\n" + DoubledNode.uuid(2) + " released\n");
        }

        assertThat(node.writes()).extracting(Write::gpu).containsExactly(1, 2);
        assertThat(node.writes()).allMatch(write -> write.isReset() && write.took());
        assertThat(node.lease()).doesNotContain("GPU-");
    }

    @Test
    void findsNothingTheSecondTime() throws Exception {
        leaseLists(0);
        try (ChildJvm release = node.governor("release")) {
            assertThat(release.ends()).isEqualTo(ExitCodes.OK);
        }

        try (ChildJvm again = node.governor("release")) {
            assertThat(again.ends()).isEqualTo(ExitCodes.OK);
            assertThat(again.out()).isEqualTo("nothing to release: no lease lists a GPU\n");
        }
        assertThat(node.writes()).hasSize(1);
    }

    @Test
    void releasesTheOthersAndKeepsTheOneListedThatRefuses() throws Exception {
        leaseLists(0, 1, 2);
        node.with("gpus=4", "gpu1.lost-at=1");

        try (ChildJvm release = node.governor("release")) {
            assertThat(release.ends()).isEqualTo(ExitCodes.FAILURE);
            assertThat(release.out().lines().toList())
                    .hasSize(3)
                    .contains(DoubledNode.uuid(0) + " released", DoubledNode.uuid(2) + " released")
                    .anyMatch(line ->
                            line.startsWith(DoubledNode.uuid(1) + " could not be released: ") && line.contains("lost"));
        }
        assertThat(node.lease()).contains(DoubledNode.uuid(1)).doesNotContain(DoubledNode.uuid(0));

        node.with("gpus=4");
        try (ChildJvm later = node.governor("release")) {
            assertThat(later.ends()).isEqualTo(ExitCodes.OK);
            assertThat(later.out()).isEqualTo(DoubledNode.uuid(1) + " released\n");
        }
    }

    @Test
    void saysThatItMayNotWriteAndKeepsTheGpusListed() throws Exception {
        leaseLists(0);
        node.with("gpus=4", "no-permission=1");

        try (ChildJvm release = node.governor("release")) {
            assertThat(release.ends()).isEqualTo(ExitCodes.FAILURE);
            assertThat(release.out().lines().toList())
                    .singleElement()
                    .asString()
                    .startsWith(DoubledNode.uuid(0) + " could not be released: ")
                    .endsWith("; it stays listed");
        }
        assertThat(node.lease()).contains(DoubledNode.uuid(0));
    }

    @Test
    void isBoundedWhereTheDriverHangsAndSucceedsOnceItIsBack() throws Exception {
        leaseLists(0, 1);
        node.with("gpus=4", "gpu0.hang=writes");

        try (ChildJvm release = node.governor("release")) {
            assertThat(release.ends()).isEqualTo(ExitCodes.FAILURE);
            assertThat(release.out().lines().toList())
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith(DoubledNode.uuid(0) + " could not be released: "))
                    .contains(DoubledNode.uuid(1) + " released");
        }

        node.with("gpus=4");
        try (ChildJvm later = node.governor("release")) {
            assertThat(later.ends()).isEqualTo(ExitCodes.OK);
        }
        assertThat(node.lease()).doesNotContain("GPU-");
    }

    @Test
    void keepsTheLeaseWhereTheDriverIsNotLoaded() throws Exception {
        leaseLists(0);
        node.with("gpus=4", "driver-not-loaded=1");

        try (ChildJvm release = node.governor("release")) {
            assertThat(release.ends()).isEqualTo(ExitCodes.NO_GPU);
            assertThat(release.err().lines().toList())
                    .singleElement()
                    .asString()
                    .startsWith("release: not released, and still on the lease: " + DoubledNode.uuid(0)
                            + ": NVML does not start: Driver not loaded")
                    .contains(
                            "a lock ends when the driver is unloaded or the node reboots",
                            "see that nvidia-smi works, then run gpu-governor release again")
                    .doesNotContain("--simulated-gpus");
        }
        assertThat(node.lease()).contains(DoubledNode.uuid(0));

        node.with("gpus=4");
        try (ChildJvm later = node.governor("release")) {
            assertThat(later.ends()).isEqualTo(ExitCodes.OK);
        }
        assertThat(node.lease()).doesNotContain("GPU-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpus=0", "fail.nvmlDeviceGetUUID=15"})
    void keepsTheLeaseWhereTheDriverShowsNoGpu(String fault) throws Exception {
        leaseLists(0);
        node.with("gpus=4", fault);

        try (ChildJvm release = node.governor("release")) {
            assertThat(release.ends()).isEqualTo(ExitCodes.NO_GPU);
            assertThat(release.err().lines().toList())
                    .singleElement()
                    .asString()
                    .startsWith("release: not released, and still on the lease: " + DoubledNode.uuid(0))
                    .doesNotContain("--simulated-gpus");
        }
        assertThat(node.lease()).contains(DoubledNode.uuid(0));
    }

    @Test
    void keepsTheLeaseWhereTheLibraryIsMissing() throws Exception {
        leaseLists(0);
        try (ChildJvm release = node.governor(Map.of(NvmlConfig.LIBRARY_VARIABLE, "/nonexistent/nvml.so"), "release")) {
            assertThat(release.ends()).isEqualTo(ExitCodes.NO_GPU);
            assertThat(release.err()).contains("NVML was not found; tried /nonexistent/nvml.so (no such file)");
        }
        assertThat(node.lease()).contains(DoubledNode.uuid(0));
    }

    @Test
    void releasesAGpuOnWhichMigWasSwitchedOnMeanwhile() throws Exception {
        leaseLists(0);
        node.with("gpus=4", "mig=1");
        try (ChildJvm release = node.governor("release")) {
            assertThat(release.ends()).isEqualTo(ExitCodes.OK);
        }
        assertThat(node.writes()).extracting(Write::what).containsExactly("reset");
    }

    @Test
    void doesNotClaimToHaveResetAGpuThatCannotBeRead() throws Exception {
        leaseLists(0, 1);
        node.with("gpus=4", "gpu1.fail.nvmlDeviceGetUUID=15");
        try (ChildJvm release = node.governor("release", "--all")) {
            assertThat(release.ends()).isEqualTo(ExitCodes.FAILURE);
            assertThat(release.out())
                    .contains("GPU 1 cannot be identified", "every GPU of the node was reset, but for those above");
        }
        assertThat(node.lease()).contains(DoubledNode.uuid(1)).doesNotContain(DoubledNode.uuid(0));
    }

    @Test
    void resetsEveryGpuOfTheNodeWhenAskedForAll() throws Exception {
        try (ChildJvm release = node.governor("release", "--all")) {
            assertThat(release.ends()).isEqualTo(ExitCodes.OK);
            assertThat(release.out()).isEqualTo("every GPU of the node was reset\n");
        }
        assertThat(node.writes()).extracting(Write::gpu).containsExactly(0, 1, 2, 3);
        assertThat(node.writes()).allMatch(write -> write.isReset() && write.took());
    }

    @Test
    void settlesATornLeaseWhenAskedForAll() throws Exception {
        leaseLists(0, 1);
        Path lease = node.runDirectory().resolve("lease");
        Files.writeString(lease, node.lease().substring(0, node.lease().length() / 2));

        try (ChildJvm release = node.governor("release", "--all")) {
            assertThat(release.ends()).isEqualTo(ExitCodes.OK);
        }
        assertThat(node.lease()).doesNotContain("GPU-");
        assertThat(node.writes()).extracting(Write::gpu).contains(0, 1, 2, 3);
    }

    /** A daemon has written its lease, and died before it locked anything. */
    private void leaseLists(int... gpus) throws Exception {
        Acquisition acquisition = Lease.acquire(node.runDirectory(), Owner.thisProcess(InstantSource.system()));
        assertThat(acquisition).isInstanceOf(Acquisition.Acquired.class);
        try (Lease lease = ((Acquisition.Acquired) acquisition).lease()) {
            lease.grant(IntStream.of(gpus).mapToObj(ReleaseCommandTest::granted).toList());
        }
        assertThat(node.lease()).contains(List.of(DoubledNode.uuid(gpus[0])));
    }

    private static LeaseEntry.Granted granted(int gpu) {
        return new LeaseEntry.Granted(
                new GpuId(gpu, DoubledNode.uuid(gpu), String.format("00000000:%02X:00.0", 0x1B + 0x10 * gpu), "H100"),
                new Megahertz(345),
                new Megahertz(1200),
                Instant.EPOCH);
    }
}
