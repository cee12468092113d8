package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.cli.DoubledNode.Write;
import io.gpugovernor.daemon.node.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon on real GPUs does to their clocks when its policy file changes under it. */
@Timeout(120)
class ReloadOnNvmlTest {
    @TempDir
    private Path folder;

    @Test
    void releasesWhatTheFileDropsAndLeavesTheRestAlone() throws Exception {
        try (GovernedNode node = new GovernedNode(folder);
                ChildJvm daemon = node.chatAndCode()) {
            node.gpus().locks(0, 1, 2);
            Path policy = folder.resolve("policy0.yaml");
            String both = Files.readString(policy);
            String chat = both.substring(0, both.indexOf("  - name: code"));

            replace(policy, chat + "moode: odd\nsafetyy: 1\n");
            try (ChildJvm reload = node.governor("reload")) {
                assertThat(reload.ends()).isEqualTo(ExitCodes.CONFIG_INVALID);
                assertThat(reload.err()).contains("moode", "safetyy", "the one before stays in force");
            }
            assertThat(node.gpus().locked()).containsExactly(0, 1, 2);

            replace(policy, chat);
            daemon.signal("HUP");
            node.gpus().locks(0, 1);
            Eventually.holds("GPU 2 off the lease", () -> !node.gpus().lease().contains(DoubledNode.uuid(2)));
            assertThat(writes(node, 2)).containsExactly(GovernedNode.SET, "reset");
            daemon.saysOnErr("untouched: chat; removed: code");

            // The GPU that was freed goes to another domain, and chat gets another clock; nothing is set twice.
            replace(policy, both.replace("- name: code", "- name: more").replaceFirst("1200MHz}", "1305MHz}"));
            try (ChildJvm reload = node.governor("reload")) {
                assertThat(reload.ends()).isEqualTo(ExitCodes.OK);
                assertThat(reload.out()).contains("changed: chat", "added: more");
            }
            node.gpus().locks(0, 1, 2);
            for (int gpu = 0; gpu < 2; gpu++) {
                assertThat(writes(node, gpu).subList(0, 2)).containsExactly(GovernedNode.SET, "reset");
                assertThat(writes(node, gpu).get(2)).startsWith("set 345 1");
            }

            daemon.signal("TERM");
            assertThat(daemon.ends()).isEqualTo(143);
            node.gpus().setAndReleasedExactly(0, 1, 2);
            assertThat(node.gpus().lease()).doesNotContain("GPU-");
            assertThat(daemon.err()).doesNotContain("Exception");
        }
    }

    private static List<String> writes(GovernedNode node, int gpu) {
        return node.gpus().writesOf(gpu).stream().map(Write::what).toList();
    }

    private static void replace(Path policy, String text) throws Exception {
        Path next = Files.writeString(policy.resolveSibling("next.yaml"), text);
        Files.move(next, policy, StandardCopyOption.ATOMIC_MOVE);
    }
}
