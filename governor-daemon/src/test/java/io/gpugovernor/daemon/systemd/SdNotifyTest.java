package io.gpugovernor.daemon.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class SdNotifyTest {
    @Test
    void reachesASocketInTheFileSystem(@TempDir Path directory) {
        try (ListeningManager manager = new ListeningManager(directory + "/notify")) {
            SdNotify notify = SdNotify.in(manager.environment());

            assertThat(notify.say("READY=1", "STATUS=größer")).isTrue();
            assertThat(notify.say("WATCHDOG=1")).isTrue();

            assertThat(manager.heard()).containsExactly("READY=1\nSTATUS=größer", "WATCHDOG=1");
        }
    }

    @Test
    void reachesAnAbstractSocket() {
        try (ListeningManager manager = new ListeningManager(
                "@gpu-governor-test-" + ProcessHandle.current().pid())) {
            assertThat(SdNotify.in(manager.environment()).say("READY=1")).isTrue();
            assertThat(manager.heard()).containsExactly("READY=1");
        }
    }

    @Test
    void saysNothingWithoutAManager() {
        SdNotify notify = SdNotify.in(Map.of());

        assertThat(notify.isHeard()).isFalse();
        assertThat(notify.say("READY=1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vsock:2:1234", "relative/notify", "@"})
    void saysNothingToAnAddressItDoesNotKnow(String address) {
        assertThat(SdNotify.in(Map.of("NOTIFY_SOCKET", address)).isHeard()).isFalse();
    }

    @Test
    void saysNothingToAPathTooLongForASocket() {
        String longest = "/" + "x".repeat(106);

        assertThat(SdNotify.in(Map.of("NOTIFY_SOCKET", longest)).isHeard()).isTrue();
        assertThat(SdNotify.in(Map.of("NOTIFY_SOCKET", longest + "x")).isHeard())
                .isFalse();
    }

    @Test
    void survivesAManagerThatIsGone(@TempDir Path directory) {
        SdNotify notify = SdNotify.in(Map.of("NOTIFY_SOCKET", directory + "/nobody"));

        assertThat(notify.say("WATCHDOG=1")).isFalse();
        try (ListeningManager manager = new ListeningManager(directory + "/nobody")) {
            assertThat(notify.say("WATCHDOG=1")).isTrue();
            assertThat(manager.heard()).containsExactly("WATCHDOG=1");
        }
    }

    @Test
    void doesNotWaitForAManagerThatDoesNotListen(@TempDir Path directory) {
        try (ListeningManager manager = new ListeningManager(directory + "/busy")) {
            SdNotify notify = SdNotify.in(manager.environment());
            int taken = 0;
            // The kernel's queue of a datagram socket is short; where it is full, a call that waits would hang here.
            while (taken < 100_000 && notify.say("WATCHDOG=1")) {
                taken++;
            }

            assertThat(taken).isBetween(1, 99_999);
            assertThat(manager.heard()).hasSize(taken);
            assertThat(notify.say("WATCHDOG=1")).isTrue();
        }
    }
}
