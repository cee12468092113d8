package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.gpugovernor.daemon.cli.DoubledNode.Write;
import io.gpugovernor.daemon.node.Eventually;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** GPUs that fail under a running daemon: it releases what it can, stays up, and says why. */
@Timeout(120)
class NvmlFaultsTest {
    private static final int TERMINATED = 143;

    @TempDir
    private Path folder;

    @Test
    void endsWithFourWhereTheDriverForbidsItsFirstLock() throws Exception {
        try (GovernedNode node = new GovernedNode(folder, "no-permission=1");
                ChildJvm daemon = node.run("enforce", "", "chat: [0, 1]")) {
            assertThat(daemon.ends()).isEqualTo(ExitCodes.NO_PERMISSION);

            assertThat(daemon.err().lines().filter(line -> line.startsWith("run: ")))
                    .singleElement()
                    .asString()
                    .startsWith("run: not permitted to set clocks: the driver refused the first lock: GPU 0 ("
                            + DoubledNode.uuid(0) + "): ")
                    .contains("Insufficient permissions", "run as root", "mode observe needs none of it");
            // Refused, it neither tries again nor resets what it never set.
            assertThat(node.gpus().writes())
                    .extracting(Write::what, Write::status)
                    .containsOnly(tuple(GovernedNode.SET, 4))
                    .hasSize(2);
            assertThat(node.gpus().lease()).doesNotContain("GPU-");
        }
    }

    @Test
    void standsAsideWhereThePermissionIsLostLater() throws Exception {
        try (GovernedNode node = new GovernedNode(folder);
                ChildJvm daemon = node.run("enforce", "", "chat: [0, 1]")) {
            node.gpus().locks(0, 1);
            node.nowHas("no-permission=1", "gpu0.foreign-max=600");
            daemon.saysOnErr("domain=chat state=release_failed reason=not_honoured");
            node.ticks(3);
            assertThat(node.gpus().locked()).containsExactly(0, 1);
            assertThat(node.status()).contains("\"state\": \"release_failed\"");

            node.nowHas();
            Eventually.holds("the release", () -> node.gpus().locked().isEmpty());
            terminates(daemon);
            node.gpus().setAndReleasedExactly(0, 1);
        }
    }

    @Test
    void observesWhereItMaySetNothing() throws Exception {
        try (GovernedNode node = new GovernedNode(folder, "no-permission=1");
                ChildJvm daemon = node.run("observe", "", "chat: [0, 1]")) {
            daemon.saysOnErr("domain=chat state=governing");
            terminates(daemon);
            assertThat(node.gpus().writes()).isEmpty();
        }
    }

    @Test
    void releasesADomainThatDoesNotHonourItsLockAndGoesOnWithTheOther() throws Exception {
        try (GovernedNode node = new GovernedNode(folder, "gpu1.not-honoured=1");
                ChildJvm daemon = node.chatAndCode()) {
            daemon.saysOnErr("domain=chat state=released reason=not_honoured");
            daemon.saysOnErr("GPU 1 (" + DoubledNode.uuid(1) + ") runs at 1980MHz under a lock to 345MHz..1200MHz");
            node.gpus().locks(2);
            assertThat(node.gpus().writesOf(0)).extracting(Write::what).containsExactly(GovernedNode.SET, "reset");
            assertThat(node.gpus().writesOf(1)).extracting(Write::what).containsExactly(GovernedNode.SET, "reset");

            terminates(daemon);
            node.gpus().setAndReleasedExactly(0, 1, 2);
        }
    }

    @Test
    void yieldsToAnotherProgramThatChangesAClock() throws Exception {
        try (GovernedNode node = new GovernedNode(folder);
                ChildJvm daemon = node.run("enforce", "", "chat: [0, 1]")) {
            node.gpus().locks(0, 1);
            node.ticks(6); // Past the time to settle, so that both GPUs were seen at their setpoint.

            node.nowHas("gpu0.foreign-max=600");

            daemon.saysOnErr("state=holding reason=foreign_change");
            daemon.saysOnErr("GPU 0 (" + DoubledNode.uuid(0) + ") runs at 600MHz under a lock to 345MHz..1200MHz");
            node.nowHas();
            node.ticks(6); // Set again, and both were seen at their setpoint.
            assertThat(node.gpus().writesOf(0))
                    .extracting(Write::what)
                    .containsExactly(GovernedNode.SET, GovernedNode.SET);

            node.nowHas("gpu0.foreign-max=600");

            daemon.saysOnErr("state=released reason=foreign_change");
            daemon.saysOnErr("for the second time; left as it is, standing aside for 10 s");
            assertThat(node.status()).contains("\"reason\": \"foreign_change\"");
            terminates(daemon);
            assertThat(node.gpus().writesOf(0)).extracting(Write::what).doesNotContain("reset");
            assertThat(node.gpus().writesOf(1)).extracting(Write::what).endsWith("reset");
            assertThat(node.gpus().lease()).doesNotContain("GPU-");
        }
    }

    @Test
    void takesAPowerLimitForNoDisagreement() throws Exception {
        try (GovernedNode node = new GovernedNode(folder, "gpu0.throttled-at=900");
                ChildJvm daemon = node.run("enforce", "", "chat: [0, 1]")) {
            node.gpus().locks(0, 1);
            node.ticks(10);

            assertThat(node.gpus().locked()).containsExactly(0, 1);
            assertThat(node.status()).contains("power_limit");
            terminates(daemon);
            assertThat(daemon.err()).doesNotContain("not_honoured");
            node.gpus().setAndReleasedExactly(0, 1);
        }
    }

    @Test
    void releasesTheOtherGpusWhereOneIsLost() throws Exception {
        try (GovernedNode node = new GovernedNode(folder);
                ChildJvm daemon = node.chatAndCode()) {
            node.gpus().locks(0, 1, 2);
            node.nowHas("gpu1.lost-at=1");
            Eventually.value("the loss in the status", node::status, said -> said.contains("lost"));
            node.ticks(5);

            terminates(daemon);

            assertThat(lastOf(node, 0)).isEqualTo("reset 0");
            assertThat(lastOf(node, 1)).isEqualTo("reset 15");
            assertThat(lastOf(node, 2)).isEqualTo("reset 0");
            assertThat(daemon.err().lines().filter(line -> line.contains(DoubledNode.uuid(1))))
                    .as("lines that say what became of the lost GPU")
                    .hasSize(1);
            assertThat(daemon.err()).contains("domain=chat state=release_failed");
            // The lost one alone stays listed: should it come back, nobody knows with which clocks.
            assertThat(node.gpus().lease())
                    .contains(DoubledNode.uuid(1))
                    .doesNotContain(DoubledNode.uuid(0), DoubledNode.uuid(2));

            node.nowHas();
            try (ChildJvm release = node.governor("release")) {
                assertThat(release.ends()).isEqualTo(ExitCodes.OK);
                assertThat(release.out()).isEqualTo(DoubledNode.uuid(1) + " released\n");
            }
        }
    }

    @Test
    void givesUpADomainWhoseDriverHangsAndUndoesTheWriteThatCameBackLate() throws Exception {
        try (GovernedNode node = new GovernedNode(folder, "gpu1.hang=writes");
                ChildJvm daemon = node.chatAndCode()) {
            daemon.saysOnErr("domain=chat state=release_failed reason=actuation_failed");
            assertThat(node.status()).contains("\"name\": \"code\"");
            node.gpus().locks(2);

            node.nowHas();

            Eventually.holds(
                    "the late lock and its release",
                    () -> node.gpus().writesOf(1).stream()
                            .map(Write::what)
                            .toList()
                            .containsAll(List.of(GovernedNode.SET, "reset")));
            terminates(daemon);
            node.gpus().setAndReleasedExactly(0, 1, 2);
        }
    }

    @Test
    void endsInTimeThoughAWriteHangsAndLeavesThatGpuToRelease() throws Exception {
        try (GovernedNode node = new GovernedNode(folder);
                ChildJvm daemon = node.chatAndCode()) {
            node.gpus().locks(0, 1, 2);
            node.nowHas("gpu1.hang=writes");

            terminates(daemon);

            assertThat(lastOf(node, 0)).isEqualTo("reset 0");
            assertThat(lastOf(node, 2)).isEqualTo("reset 0");
            assertThat(node.gpus().locked()).containsExactly(1);
            assertThat(node.gpus().lease()).contains(DoubledNode.uuid(1));
            assertThat(daemon.err().lines().filter(line -> line.contains(DoubledNode.uuid(1))))
                    .as("lines that say what became of the stuck GPU")
                    .hasSize(1);

            node.nowHas();
            try (ChildJvm release = node.governor("release")) {
                assertThat(release.ends()).isEqualTo(ExitCodes.OK);
            }
            node.gpus().setAndReleasedExactly(0, 1, 2);
        }
    }

    private static String lastOf(GovernedNode node, int gpu) {
        List<Write> writes = node.gpus().writesOf(gpu);
        Write last = writes.get(writes.size() - 1);
        return last.what() + " " + last.status();
    }

    private static void terminates(ChildJvm daemon) throws Exception {
        daemon.signal("TERM");
        assertThat(daemon.ends()).isEqualTo(TERMINATED);
    }
}
