package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.gpugovernor.daemon.cli.DoubledNode.Write;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way a daemon on real GPUs can end, and what it leaves. */
@Timeout(120)
class RunOnNvmlTest {
    private static final int KILLED = 137;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void releasesEveryLockWhenItIsToldToEnd(String signal, int exit) throws Exception {
        try (GovernedNode node = new GovernedNode(folder);
                ChildJvm daemon = node.chatAndCode()) {
            node.gpus().locks(0, 1, 2);
            assertThat(node.gpus().lease()).contains(DoubledNode.uuid(0), DoubledNode.uuid(1), DoubledNode.uuid(2));

            assumeFalse(
                    signal.equals("INT") && daemon.ignoresInterrupts(),
                    "started in the background, where no process receives SIGINT");
            daemon.signal(signal);

            assertThat(daemon.ends()).isEqualTo(exit);
            node.gpus().setAndReleasedExactly(0, 1, 2);
            for (int gpu = 0; gpu < 3; gpu++) {
                assertThat(node.gpus().writesOf(gpu))
                        .extracting(Write::what)
                        .containsExactly(GovernedNode.SET, "reset");
            }
            assertThat(node.gpus().lease()).doesNotContain("GPU-");
            assertThat(daemon.err())
                    .contains("domain=chat state=released reason=shutdown")
                    .contains("domain=code state=released reason=shutdown")
                    .doesNotContain("Exception", "ERROR");
        }
    }

    @Test
    void leavesItsLocksToReleaseWhenItIsKilled() throws Exception {
        try (GovernedNode node = new GovernedNode(folder);
                ChildJvm daemon = node.chatAndCode()) {
            node.gpus().locks(0, 1, 2);
            daemon.signal("KILL");
            assertThat(daemon.ends()).isEqualTo(KILLED);
            assertThat(node.gpus().locked()).containsExactly(0, 1, 2);

            try (ChildJvm release = node.governor("release")) {
                assertThat(release.ends()).isEqualTo(ExitCodes.OK);
                assertThat(release.out().lines().toList())
                        .containsExactlyInAnyOrder(
                                DoubledNode.uuid(0) + " released",
                                DoubledNode.uuid(1) + " released",
                                DoubledNode.uuid(2) + " released");
                assertThat(node.gpus().writes())
                        .filteredOn(write -> write.pid() == release.pid())
                        .extracting(Write::what)
                        .containsExactly("reset", "reset", "reset");
            }
            node.gpus().setAndReleasedExactly(0, 1, 2);
        }
    }

    @Test
    void releasesAtItsStartWhatAKilledOneLeftThoughItGovernsFewerGpus() throws Exception {
        try (GovernedNode node = new GovernedNode(folder);
                ChildJvm killed = node.chatAndCode()) {
            node.gpus().locks(0, 1, 2);
            killed.signal("KILL");
            assertThat(killed.ends()).isEqualTo(KILLED);

            try (ChildJvm next = node.run("enforce", "", "chat: [0]")) {
                node.gpus().locks(0);
                next.saysOnErr("leftover lock: " + DoubledNode.uuid(2) + " released");
                assertThat(node.gpus().lease()).contains(DoubledNode.uuid(0)).doesNotContain(DoubledNode.uuid(1));
                next.signal("TERM");
                assertThat(next.ends()).isEqualTo(143);

                assertThat(byPid(node, 0, next.pid())).containsExactly("reset", GovernedNode.SET, "reset");
                assertThat(byPid(node, 1, next.pid())).containsExactly("reset");
                assertThat(byPid(node, 2, next.pid())).containsExactly("reset");
            }
            node.gpus().setAndReleasedExactly(0, 1, 2);
        }
    }

    @Test
    void keepsItsLocksWhereThePolicySaysSoAndReleaseRemovesThem() throws Exception {
        try (GovernedNode node = new GovernedNode(folder);
                ChildJvm daemon = node.chatAndCode("enforce", ", onExit: keep")) {
            node.gpus().locks(0, 1, 2);
            daemon.signal("TERM");
            assertThat(daemon.ends()).isEqualTo(143);

            assertThat(node.gpus().locked()).containsExactly(0, 1, 2);
            assertThat(node.gpus().writes()).noneMatch(Write::isReset);
            assertThat(node.gpus().lease()).contains(DoubledNode.uuid(0), DoubledNode.uuid(1), DoubledNode.uuid(2));

            try (ChildJvm release = node.governor("release")) {
                assertThat(release.ends()).isEqualTo(ExitCodes.OK);
            }
            node.gpus().setAndReleasedExactly(0, 1, 2);
        }
    }

    @Test
    void refusesToRunBesideAnotherDaemonAndLeavesItsLocksAlone() throws Exception {
        try (GovernedNode node = new GovernedNode(folder);
                ChildJvm first = node.run("enforce", "", "chat: [0, 1]")) {
            node.gpus().locks(0, 1);

            try (ChildJvm second = node.run("enforce", "", "code: [2]")) {
                assertThat(second.ends()).isEqualTo(ExitCodes.FAILURE);
                assertThat(second.err().lines().toList())
                        .singleElement()
                        .asString()
                        .contains("another gpu-governor", "pid", Long.toString(first.pid()), "stop it");
            }
            try (ChildJvm release = node.governor("release")) {
                assertThat(release.ends()).isEqualTo(ExitCodes.FAILURE);
                assertThat(release.err()).contains("another gpu-governor", "stop it");
            }
            assertThat(node.gpus().locked()).containsExactly(0, 1);
            assertThat(node.gpus().writes()).allMatch(write -> write.pid() == first.pid());

            first.signal("TERM");
            assertThat(first.ends()).isEqualTo(143);
            node.gpus().setAndReleasedExactly(0, 1);
        }
    }

    @Test
    void writesNothingInObserveMode() throws Exception {
        try (GovernedNode node = new GovernedNode(folder);
                ChildJvm daemon = node.chatAndCode("observe", "")) {
            daemon.saysOnErr("domain=chat state=governing");
            daemon.saysOnErr("domain=code state=governing");
            node.nowHas("gpu0.foreign-max=600", "gpu1.lost-at=1", "gpu2.not-honoured=1");
            node.ticks(10);
            daemon.signal("TERM");
            assertThat(daemon.ends()).isEqualTo(143);

            assertThat(node.gpus().writes()).isEmpty();
            // The socket for orders lives there, a lease does not.
            assertThat(node.gpus().runDirectory())
                    .isDirectoryNotContaining(file -> file.toString().contains("lease"));
        }
    }

    private static List<String> byPid(GovernedNode node, int gpu, long pid) {
        return node.gpus().writesOf(gpu).stream()
                .filter(write -> write.pid() == pid)
                .map(Write::what)
                .toList();
    }
}
