package io.gpugovernor.daemon.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.node.Eventually;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PolicyWatchTest {
    private static final Duration OFTEN = Duration.ofMillis(10);

    @TempDir
    private Path folder;

    @Test
    void followsAFileThatIsWrittenAnew() throws Exception {
        Path file = folder.resolve("policy.yaml");
        try (ReloadedNode node = new ReloadedNode(file, "chat");
                PolicyWatch watch = PolicyWatch.start(file, node.reloader(), OFTEN)) {
            assertThat(watch).isNotNull();
            node.write("chat", "code");
            node.governs("code");

            Files.delete(file);
            Eventually.holds("a refusal", () -> node.value("gpu_governor_config_last_reload_successful ") == 0);
            node.write("chat", "code");
            Eventually.holds("the file again", () -> node.value("gpu_governor_config_last_reload_successful ") == 1);
        }
    }

    @Test
    void followsALinkThatIsSwappedOnTheWay() throws Exception {
        Path first = Files.createDirectory(folder.resolve("..2026_1"));
        Path second = Files.createDirectory(folder.resolve("..2026_2"));
        Files.createSymbolicLink(folder.resolve("..data"), first.getFileName());
        Path file = Files.createSymbolicLink(folder.resolve("policy.yaml"), Path.of("..data", "policy.yaml"));
        try (ReloadedNode writer = new ReloadedNode(folder.resolve("other.yaml"), "other")) {
            Files.writeString(first.resolve("policy.yaml"), writer.text("chat"));
            Files.writeString(second.resolve("policy.yaml"), writer.text("chat", "code"));
            try (ReloadedNode node = new ReloadedNode(file);
                    PolicyWatch watch = PolicyWatch.start(file, node.reloader(), OFTEN)) {
                assertThat(watch).isNotNull();
                node.governs("chat");

                Path swapped = Files.createSymbolicLink(folder.resolve("..data_tmp"), second.getFileName());
                Files.move(swapped, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

                node.governs("code");
            }
        }
    }

    @Test
    void followsAChangeThatWasMadeBeforeItsFirstLook() throws Exception {
        Path file = folder.resolve("policy.yaml");
        try (ReloadedNode node = new ReloadedNode(file, "chat")) {
            node.write("chat", "code");
            try (PolicyWatch watch = PolicyWatch.start(file, node.reloader(), PolicyWatch.PERIOD)) {
                assertThat(watch).isNotNull();
                node.governs("code");
            }
        }
    }

    @Test
    void followsAChangeThatKeepsDateAndSize() throws Exception {
        Path file = folder.resolve("policy.yaml");
        try (ReloadedNode node = new ReloadedNode(file, "chat");
                PolicyWatch watch = PolicyWatch.start(file, node.reloader(), OFTEN)) {
            assertThat(watch).isNotNull();
            node.governs("chat");
            FileTime written = Files.getLastModifiedTime(file);

            Path other = folder.resolve("other.yaml");
            Files.writeString(other, node.text("code"));
            try (RandomAccessFile inPlace = new RandomAccessFile(file.toFile(), "rw")) {
                inPlace.write(Files.readAllBytes(other));
            }
            Files.setLastModifiedTime(file, written);

            node.governs("code");
        }
    }

    @Test
    void readsOnceForOneChangeAndAgainWhenItIsRung() throws Exception {
        Path file = folder.resolve("policy.yaml");
        try (ReloadedNode node = new ReloadedNode(file, "chat");
                PolicyWatch watch = PolicyWatch.start(file, node.reloader(), OFTEN)) {
            node.governs("chat");
            Thread loop = node.loop("chat");

            watch.ring("a test");
            watch.ring("a test");
            node.write("chat clocks: {max: 1200MHz}");
            Eventually.holds("another loop", () -> !loop.isAlive());
            Thread next = Eventually.value("its loop", () -> loops(node), found -> found != loop);

            watch.ring("a test");
            node.governs("chat");
            assertThat(node.loop("chat")).isSameAs(next);
        }
    }

    private static Thread loops(ReloadedNode node) {
        node.governs("chat");
        return node.loop("chat");
    }
}
