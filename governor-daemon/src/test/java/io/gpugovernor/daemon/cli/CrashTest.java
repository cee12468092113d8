package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.gpugovernor.daemon.cli.DoubledNode.Write;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process dies inside the driver's library, where no Java code runs any more: the lease has to be enough. */
@Timeout(120)
class CrashTest {
    private static final int ABORTED = 134;

    /** The Java machine catches the signal, writes its report, and exits by itself where it leaves no core dump. */
    private static final int FAULTED = 1;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"abort-at, " + ABORTED, "segfault-at, " + FAULTED})
    void leavesItsLocksToRelease(String death, int exit) throws Exception {
        try (GovernedNode node = new GovernedNode(folder)) {
            crashed(node, death, exit);

            try (ChildJvm release = node.governor("release")) {
                assertThat(release.ends()).isEqualTo(ExitCodes.OK);
                assertThat(node.gpus().writes())
                        .filteredOn(write -> write.pid() == release.pid())
                        .extracting(Write::what, Write::gpu)
                        .containsExactlyInAnyOrder(tuple("reset", 0), tuple("reset", 1), tuple("reset", 2));
            }
            node.gpus().setAndReleasedExactly(0, 1, 2);
            assertThat(node.gpus().lease()).doesNotContain("GPU-");
        }
    }

    @Test
    void leavesItsLocksToTheNextStart() throws Exception {
        try (GovernedNode node = new GovernedNode(folder)) {
            crashed(node, "abort-at", ABORTED);

            try (ChildJvm next = node.run("enforce", "", "chat: [0]")) {
                node.gpus().locks(0);
                next.saysOnErr("leftover lock: " + DoubledNode.uuid(2) + " released");
                next.signal("TERM");
                assertThat(next.ends()).isEqualTo(143);
            }
            node.gpus().setAndReleasedExactly(0, 1, 2);
        }
    }

    @Test
    void isMentionedByADaemonThatOnlyObservesAndByTheDoctorAndStatus() throws Exception {
        try (GovernedNode node = new GovernedNode(folder)) {
            crashed(node, "abort-at", ABORTED);
            String lease = node.gpus().lease();
            int writes = node.gpus().writes().size();

            try (ChildJvm observer = node.chatAndCode("observe", "")) {
                observer.saysOnErr("domain=chat state=governing");
                observer.signal("TERM");
                assertThat(observer.ends()).isEqualTo(143);
                assertThat(observer.err().lines().filter(line -> line.contains("left clock locks on")))
                        .singleElement()
                        .asString()
                        .contains("WARN", DoubledNode.uuid(0) + " (345MHz..1200MHz)", DoubledNode.uuid(2))
                        .endsWith("; run gpu-governor release");
            }
            try (ChildJvm doctor = node.governor("doctor")) {
                assertThat(doctor.ends()).isEqualTo(ExitCodes.OK);
                assertThat(doctor.out()).contains("warning  lease", DoubledNode.uuid(1), "-> run gpu-governor release");
            }
            try (ChildJvm status = node.governor("status", "--url", "http://127.0.0.1:9")) {
                assertThat(status.ends()).isEqualTo(ExitCodes.FAILURE);
                assertThat(status.err()).contains("left clock locks on", "run gpu-governor release");
            }

            assertThat(node.gpus().lease()).isEqualTo(lease);
            assertThat(node.gpus().writes()).hasSize(writes);
            assertThat(node.gpus().locked()).containsExactly(0, 1, 2);
        }
    }

    /** A daemon has locked GPUs 0, 1 and 2, and died in a call on GPU 1. */
    private static void crashed(GovernedNode node, String death, int exit) throws Exception {
        try (ChildJvm daemon = node.chatAndCode()) {
            node.gpus().locks(0, 1, 2);
            node.nowHas("gpu1." + death + "=1");
            assertThat(daemon.ends()).isEqualTo(exit);
        }
        node.nowHas();
        assertThat(node.gpus().locked()).containsExactly(0, 1, 2);
    }
}
