package io.gpugovernor.daemon.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.daemon.http.Reload.Outcome;
import io.gpugovernor.daemon.node.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class ManyReloadsTest {
    private static final int RELOADS = 100;
    /** Connections that the endpoint or the engine has yet to notice the end of. */
    private static final int SLACK = 8;

    @TempDir
    private Path folder;

    @Test
    void losesNoTickAndNothingElseInAHundredReloads() throws Exception {
        Path file = folder.resolve("policy.yaml");
        try (ReloadedNode node = new ReloadedNode(file, "chat", "code")) {
            node.governs("chat");
            node.governs("code");
            Thread chat = node.loop("chat");
            long threads = threads();
            long descriptors = descriptors();

            for (int i = 0; i < RELOADS; i++) {
                node.write("chat", "code clocks: {max: " + (1200 + 15 * (i % 2)) + "MHz}");
                assertThat(node.reload()).isInstanceOf(Outcome.Reloaded.class);
                // A loop that is replaced before its first tick has nothing to release.
                double loops = i + 2;
                Eventually.holds("a tick of the new loop", () -> firstTicks(node) >= loops);
            }

            node.governs("code");
            assertThat(node.loop("chat")).isSameAs(chat);
            assertThat(node.value("gpu_governor_decisions_total{domain=\"chat\",reason=\"shutdown\"}"))
                    .as("releases of chat")
                    .isZero();
            assertThat(node.value("gpu_governor_decisions_total{domain=\"chat\""))
                    .as("each tick of chat is a decision, but for one on its way")
                    .isCloseTo(node.value("gpu_governor_tick_duration_seconds_count{domain=\"chat\""), within(2.0));
            assertThat(node.value("gpu_governor_decisions_total{domain=\"code\",reason=\"shutdown\"}"))
                    .as("releases of code")
                    .isEqualTo(RELOADS);
            Eventually.value("as many threads as before", ManyReloadsTest::threads, now -> now <= threads);
            Eventually.value(
                    "as many descriptors as before", ManyReloadsTest::descriptors, now -> now <= descriptors + SLACK);
        }
    }

    /** Each loop of code begins with one tick that compares its first reading with nothing. */
    private static double firstTicks(ReloadedNode node) {
        return node.value("gpu_governor_decisions_total{domain=\"code\",reason=\"warming_up\"}");
    }

    /** Loops alone: pools of the endpoint and of the test's client come and go. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("http")
                        && !thread.getName().startsWith("HTTP"))
                .filter(thread -> !thread.getName().startsWith("HttpClient"))
                .count();
    }

    private static long descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException elsewhere) {
            return 0;
        }
    }
}
