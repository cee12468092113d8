package io.gpugovernor.daemon.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.daemon.time.SystemTime;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ControlSocketTest {
    private final SystemTime time = new SystemTime();
    private final List<String> carriedOut = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void carriesAnOverrideOutAndAnswers() throws Exception {
        try (ControlSocket open = open()) {
            assertThat(open).isNotNull();
            ControlRequest request = ControlRequest.override(
                    "chat", Optional.of(new Megahertz(1380)), Duration.ofMinutes(10), "bench\nmark");
            assertThat(ask(request)).isEqualTo("done");
        }
        assertThat(carriedOut)
                .containsExactly("chat Optional[1380MHz] PT10M bench?mark " + System.getProperty("user.name"));
    }

    @Test
    void findsTheDaemonBehindASocketThatADeadOneLeft() throws Exception {
        Path dead = Files.createDirectory(folder.resolve("dead"));
        ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        left.bind(UnixDomainSocketAddress.of(dead.resolve(ControlSocket.NAME)));
        left.close();
        ControlRequest clear = ControlRequest.clear(Optional.empty());
        List<Path> places = List.of(dead, folder.resolve("missing"), folder);
        assertThatExceptionOfType(ControlException.class)
                .isThrownBy(() -> ControlClient.ask(places, clear, time))
                .withMessageContaining(dead.toString());
        try (ControlSocket open = open()) {
            assertThat(open).isNotNull();
            assertThat(ControlClient.ask(places, clear, time)).isEqualTo("cleared");
        }
    }

    @Test
    void carriesAClearOut() throws Exception {
        try (ControlSocket open = open()) {
            assertThat(open).isNotNull();
            assertThat(ask(ControlRequest.clear(Optional.empty()))).isEqualTo("cleared");
            assertThat(ask(ControlRequest.clear(Optional.of("chat")))).isEqualTo("cleared");
        }
        assertThat(carriedOut).containsExactly("clear Optional.empty", "clear Optional[chat]");
    }

    @Test
    void passesEveryProblemOfAPolicyFileOn() throws Exception {
        List<String> problems = Stream.generate(() -> "policy.yaml:1:1: " + "x".repeat(100))
                .limit(200)
                .toList();
        ControlDesk refusing = new Desk() {
            @Override
            public String reload(String by) throws ControlException {
                throw new ControlException("the policy file was refused", problems);
            }
        };
        try (ControlSocket open = ControlSocket.open(folder, refusing, time)) {
            assertThat(open).isNotNull();
            assertThatExceptionOfType(ControlException.class)
                    .isThrownBy(() -> ask(ControlRequest.reload()))
                    .withMessage("the policy file was refused")
                    .satisfies(refusal -> {
                        assertThat(refusal.obstacle()).isEqualTo(ControlException.Cause.POLICY_REFUSED);
                        assertThat(refusal.problems()).isEqualTo(problems);
                    });
        }
    }

    @Test
    void refusesToReloadWhereThereIsNoFile() throws Exception {
        try (ControlSocket open = open()) {
            assertThat(open).isNotNull();
            refused(ControlRequest.reload()).withMessageContaining("without a policy file");
        }
    }

    @Test
    void passesARefusalOn() throws Exception {
        try (ControlSocket open = open()) {
            assertThat(open).isNotNull();
            refused(ControlRequest.override("code", Optional.empty(), Duration.ofMinutes(1), "why not"))
                    .withMessage("no domain 'code'");
        }
    }

    @Test
    void refusesWhatNoCommandLineWouldSend() throws Exception {
        try (ControlSocket open = open()) {
            assertThat(open).isNotNull();
            refused(new ControlRequest("reboot", "chat", null, null, null)).withMessageContaining("override or clear");
            refused(new ControlRequest("override", null, null, 60.0, "x")).withMessageContaining("names its domain");
            refused(new ControlRequest("override", "chat", -1, 60.0, "x")).withMessageContaining("100000 MHz");
            refused(new ControlRequest("override", "chat", 900, null, "x")).withMessageContaining("1 s to 24 h");
            refused(new ControlRequest("override", "chat", 900, 1e9, "x")).withMessageContaining("1 s to 24 h");
            refused(new ControlRequest("override", "chat", 900, 60.0, " ")).withMessageContaining("has a reason");
            refused(new ControlRequest("override", "chat", 900, 60.0, "x".repeat(201)))
                    .withMessageContaining("200 characters");
        }
        assertThat(carriedOut).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "GET / HTTP/1.1", "{\"seconds\": \"long\"}"})
    void answersGarbageWithOneLine(String garbage) throws Exception {
        try (ControlSocket open = open();
                LineChannel line = line()) {
            assertThat(open).isNotNull();
            line.write(garbage);
            assertThat(line.read()).startsWith("{\"ok\":false,");
        }
    }

    @Test
    void hangsUpOnALineWithoutEnd() throws Exception {
        try (ControlSocket open = open();
                LineChannel line = line()) {
            assertThat(open).isNotNull();
            assertThatIOException().isThrownBy(() -> {
                line.write("x".repeat(2 * LineChannel.LONGEST_LINE));
                line.read();
            });
            assertThat(ask(ControlRequest.clear(Optional.empty()))).isEqualTo("cleared");
        }
    }

    @Test
    void servesTheNextAfterOneWhoSaysNothing() throws Exception {
        try (ControlSocket open = open();
                SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("control.sock")))) {
            assertThat(open).isNotNull();
            assertThat(silent.isConnected()).isTrue();
            assertThat(ask(ControlRequest.clear(Optional.empty()))).isEqualTo("cleared");
        }
    }

    @Test
    void isClosedToOtherUsersAndLeavesNothingBehind() throws Exception {
        try (ControlSocket open = open()) {
            assertThat(open).isNotNull();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("control.sock"))))
                    .isEqualTo("rw-------");
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).containsExactly(folder.resolve("control.sock"));
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void showsWhatTheEndpointShows() throws Exception {
        try (ControlSocket open = open()) {
            assertThat(open).isNotNull();
            assertThat(ask(ControlRequest.look("/api/v1/status"))).isEqualTo("seen /api/v1/status");
            refused(ControlRequest.look("/" + "x".repeat(1024))).withMessageContaining("1024 characters");
        }
    }

    /** Somebody opened the socket's mode by hand: who asks is looked at all the same. */
    @Test
    void refusesAnotherUserWhateverTheSocketsMode() throws Exception {
        Assumptions.assumeTrue(OtherUser.isAtHand(), "needs root and setpriv to become another user");
        try (ControlSocket open = open()) {
            assertThat(open).isNotNull();
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            assertThat(OtherUser.says(folder.resolve("control.sock"), "{\"command\":\"clear\"}"))
                    .contains("Permission denied");
            Files.setPosixFilePermissions(folder.resolve("control.sock"), PosixFilePermissions.fromString("rw-rw-rw-"));
            assertThat(OtherUser.says(folder.resolve("control.sock"), "{\"command\":\"clear\"}"))
                    .contains("\"ok\":false", "user nobody may not command this daemon", "control.group");
        }
        assertThat(carriedOut).isEmpty();
    }

    @Test
    void takesCommandsOfAGroupWhereOneIsNamed() throws Exception {
        Assumptions.assumeTrue(OtherUser.isAtHand(), "needs root and setpriv to become another user");
        try (ControlSocket open = ControlSocket.open(folder, new Desk(), time, Optional.of(OtherUser.GROUP))) {
            assertThat(open).isNotNull();
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("control.sock"))))
                    .isEqualTo("rw-rw----");
            assertThat(OtherUser.says(folder.resolve("control.sock"), "{\"command\":\"clear\"}"))
                    .contains("\"ok\":true", "cleared");
        }
    }

    @Test
    void saysThatAGroupDoesNotExist() {
        assertThatExceptionOfType(ControlException.class)
                .isThrownBy(() -> ControlSocket.open(folder, new Desk(), time, Optional.of("no-such-group")))
                .withMessageContaining("no group 'no-such-group'")
                .withMessageContaining("groupadd")
                .withMessageContaining("control.group");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesADirectoryThatOthersMayWrite() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatExceptionOfType(ControlException.class)
                .isThrownBy(this::open)
                .withMessageContaining("may be written by other users");
    }

    @Test
    void refusesToTakeTheSocketOfALivingDaemon() throws Exception {
        try (ControlSocket open = open()) {
            assertThat(open).isNotNull();
            assertThatExceptionOfType(ControlException.class)
                    .isThrownBy(this::open)
                    .withMessageContaining("another daemon takes commands");
            assertThat(ask(ControlRequest.clear(Optional.empty()))).isEqualTo("cleared");
        }
    }

    @Test
    void replacesTheSocketOfADeadDaemon() throws Exception {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(folder.resolve("control.sock")));
        }
        assertThat(folder.resolve("control.sock")).exists();
        try (ControlSocket open = open()) {
            assertThat(open).isNotNull();
            assertThat(ask(ControlRequest.clear(Optional.empty()))).isEqualTo("cleared");
        }
    }

    @Test
    void leavesTheSocketOfADaemonThatTookItsPlace() throws Exception {
        ControlSocket first = open();
        Files.delete(folder.resolve("control.sock"));
        try (ControlSocket second = open()) {
            assertThat(second).isNotNull();
            first.close();
            assertThat(ask(ControlRequest.clear(Optional.empty()))).isEqualTo("cleared");
        }
    }

    @Test
    void saysWhereNobodyAnswers() {
        assertThatExceptionOfType(ControlException.class)
                .isThrownBy(() -> ask(ControlRequest.clear(Optional.empty())))
                .withMessageContaining("no daemon takes commands at " + folder)
                .withMessageContaining("GPU_GOVERNOR_RUN_DIR");
    }

    private ThrowableAssertAlternative<ControlException> refused(ControlRequest request) {
        return assertThatExceptionOfType(ControlException.class)
                .isThrownBy(() -> ask(request))
                .satisfies(e -> assertThat(e.obstacle()).isEqualTo(ControlException.Cause.REFUSED));
    }

    private ControlSocket open() throws ControlException {
        return ControlSocket.open(folder, new Desk(), time);
    }

    private String ask(ControlRequest request) throws ControlException {
        return ControlClient.ask(List.of(folder), request, time);
    }

    private LineChannel line() throws IOException {
        return new LineChannel(
                SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("control.sock"))),
                time,
                Duration.ofSeconds(10));
    }

    private class Desk implements ControlDesk {
        @Override
        public String override(String domain, Optional<Megahertz> clock, Duration span, String reason, String by)
                throws ControlException {
            if (!domain.equals("chat")) {
                throw new ControlException(ControlException.Cause.REFUSED, "no domain '" + domain + "'");
            }
            carriedOut.add(domain + " " + clock + " " + span + " " + reason + " " + by);
            return "done";
        }

        @Override
        public String look(String path) {
            return "seen " + path;
        }

        @Override
        public String clear(Optional<String> domain, String by) {
            carriedOut.add("clear " + domain);
            return "cleared";
        }
    }
}
