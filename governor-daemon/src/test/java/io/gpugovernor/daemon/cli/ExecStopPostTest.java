package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.config.NvmlConfig;
import io.gpugovernor.daemon.lease.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code release} as a service manager runs it: after every end of the daemon, told nothing about it. */
@Timeout(120)
class ExecStopPostTest {
    @TempDir
    private Path folder;

    @Test
    void findsNothingToDoAfterAnOrderlyEnd() throws Exception {
        try (GovernedNode node = new GovernedNode(folder);
                ChildJvm daemon = node.chatAndCode()) {
            node.gpus().locks(0, 1, 2);
            daemon.signal("TERM");
            assertThat(daemon.ends()).isEqualTo(143);
            int writes = node.gpus().writes().size();

            try (ChildJvm release = node.governor("release")) {
                assertThat(release.ends()).isEqualTo(ExitCodes.OK);
            }
            assertThat(node.gpus().writes()).hasSize(writes);
        }
    }

    @Test
    void releasesAfterAKillThoughThePolicyIsGone() throws Exception {
        try (GovernedNode node = new GovernedNode(folder);
                ChildJvm daemon = node.chatAndCode()) {
            node.gpus().locks(0, 1, 2);
            daemon.signal("KILL");
            assertThat(daemon.ends()).isEqualTo(137);
            Files.delete(folder.resolve("policy0.yaml"));

            try (ChildJvm release = node.governor("release")) {
                assertThat(release.ends()).isEqualTo(ExitCodes.OK);
                assertThat(release.err()).isEmpty();
            }
            node.gpus().setAndReleasedExactly(0, 1, 2);
        }
    }

    @Test
    void succeedsAfterADaemonThatOnlyObserved() throws Exception {
        try (GovernedNode node = new GovernedNode(folder);
                ChildJvm daemon = node.chatAndCode("observe", "")) {
            daemon.saysOnErr("domain=chat state=governing");
            daemon.signal("KILL");
            assertThat(daemon.ends()).isEqualTo(137);

            try (ChildJvm release = node.governor("release")) {
                assertThat(release.ends()).isEqualTo(ExitCodes.OK);
            }
            // The socket for orders lives there, a lease does not.
            assertThat(node.gpus().runDirectory())
                    .isDirectoryNotContaining(file -> file.toString().contains("lease"));
        }
    }

    @Test
    void needsNeitherDriverNorRunDirectoryWhereNothingWasLocked() throws Exception {
        Path nowhere = folder.resolve("absent").resolve("run");
        try (ChildJvm release = ChildJvm.start(
                folder,
                Map.of(RunDirectory.VARIABLE, nowhere.toString(), NvmlConfig.LIBRARY_VARIABLE, "/nonexistent/nvml.so"),
                "release")) {
            assertThat(release.ends()).isEqualTo(ExitCodes.OK);
            assertThat(release.out().lines().toList()).isEqualTo(List.of("nothing to release: no lease lists a GPU"));
            assertThat(release.err()).isEmpty();
        }
        assertThat(nowhere.getParent()).doesNotExist();
    }
}
