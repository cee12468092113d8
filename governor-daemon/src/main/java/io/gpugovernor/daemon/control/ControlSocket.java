package io.gpugovernor.daemon.control;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.daemon.lease.RunDirectory;
import io.gpugovernor.daemon.lease.Trouble;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands over a Unix socket in the run directory. Who may command is decided twice: by the kernel, which lets
 * only the socket's owner, root and perhaps a group open it, and by {@link Commanders}, to whom the kernel tells who
 * opened it. One line of JSON comes, one goes back, and the connection ends; one at a
 * time, each given {@value #SECONDS_A_PEER} seconds to ask and as many to listen.
 */
public final class ControlSocket implements Closeable {
    /** Its name in the run directory. */
    static final String NAME = "control.sock";

    private static final int SECONDS_A_PEER = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(SECONDS_A_PEER);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** Commands come from people. */
    private static final int BACKLOG = 8;

    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);

    private final Path path;
    private final ServerSocketChannel server;
    private final ControlDesk desk;
    private final TimeSource time;
    private final Commanders commanders;
    private final @Nullable Object file;

    private ControlSocket(
            Path path, ServerSocketChannel server, ControlDesk desk, TimeSource time, Commanders commanders)
            throws IOException {
        this.path = path;
        this.server = server;
        this.desk = desk;
        this.time = time;
        this.commanders = commanders;
        this.file = fileAt(path);
    }

    /** As {@link #open(Path, ControlDesk, TimeSource, Optional)}, for this process's user and root alone. */
    public static ControlSocket open(Path directory, ControlDesk desk, TimeSource time) throws ControlException {
        return open(directory, desk, time, Optional.empty());
    }

    /**
     * Listens in {@code directory}.
     *
     * @param time passes as it does for those who wait
     * @param group whose members may command too; empty for nobody
     * @throws ControlException if the directory is not safe to use, or another daemon listens there; says what to do
     */
    public static ControlSocket open(Path directory, ControlDesk desk, TimeSource time, Optional<String> group)
            throws ControlException {
        Optional<Trouble> trouble = RunDirectory.prepare(directory);
        if (trouble.isPresent()) {
            throw unavailable(trouble.get().sentence());
        }
        Path path = directory.resolve(NAME);
        try {
            if (answers(path)) {
                throw unavailable("another daemon takes commands at " + path + "; give this one a run directory of its"
                        + " own with " + RunDirectory.VARIABLE);
            }
            ServerSocketChannel listening = listen(directory, path, group);
            Commanders commanders = new Commanders(Files.getOwner(path), group.isPresent());
            ControlSocket control = new ControlSocket(path, listening, desk, time, commanders);
            Thread thread = new Thread(control::serve, "control");
            thread.setDaemon(true);
            thread.start();
            return control;
        } catch (IOException | UnsupportedOperationException failed) {
            throw unavailable(path + " cannot be opened: " + failed.getMessage() + "; set " + RunDirectory.VARIABLE
                    + " to a short path on a local file system");
        }
    }

    /** Bound where nobody else can reach it, closed to others, and only then given its name. */
    private static ServerSocketChannel listen(Path directory, Path path, Optional<String> group)
            throws IOException, ControlException {
        Path hidden = Files.createTempDirectory(directory, "c");
        Path born = hidden.resolve("s");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(born), BACKLOG);
            Files.setPosixFilePermissions(born, PosixFilePermissions.fromString("rw-------"));
            if (group.isPresent()) {
                SocketGroup.give(born, group.get());
            }
            Files.move(born, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return server;
        } catch (IOException | UnsupportedOperationException | ControlException failed) {
            server.close();
            throw failed;
        } finally {
            Files.deleteIfExists(born);
            Files.delete(hidden);
        }
    }

    private static boolean answers(Path path) {
        if (!Files.exists(path)) {
            return false;
        }
        try (SocketChannel there = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return there.isConnected();
        } catch (IOException dead) {
            return false;
        }
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel peer = server.accept()) {
                serve(peer);
            } catch (ClosedChannelException ended) {
                LOG.debug("no more commands are taken");
            } catch (IOException failed) {
                LOG.warn("a command could not be taken: {}", failed.getMessage());
                LockSupport.parkNanos(AFTER_FAILURE.toNanos()); // for want of file handles, say; it must not spin
            }
        }
    }

    private void serve(SocketChannel peer) {
        try (LineChannel line = new LineChannel(peer, time, PATIENCE)) {
            UnixDomainPrincipal who = peer.getOption(ExtendedSocketOptions.SO_PEERCRED);
            boolean commands = commanders.include(who);
            if (!commands) {
                LOG.warn(
                        "control=refused by={} group={}",
                        who.user().getName(),
                        who.group().getName());
            }
            String asked = line.read(); // who is refused, too: still asking when hung up on, they would not hear why
            ControlReply reply =
                    commands ? answer(asked, who.user().getName()) : new ControlReply(false, commanders.refusal(who));
            line.allow(PATIENCE); // a reload takes its time, which is not the peer's
            line.write(new Gson().toJson(reply));
        } catch (IOException gone) {
            LOG.debug("a command was given up: {}", gone.getMessage());
        } catch (RuntimeException failed) {
            LOG.error("a command failed", failed); // the next one is to be served all the same
        }
    }

    private ControlReply answer(String line, String by) {
        try {
            @Nullable ControlRequest request = new Gson().fromJson(line, ControlRequest.class);
            return request == null
                    ? new ControlReply(false, "an empty line is no command")
                    : new ControlReply(true, request.carriedOutBy(desk, by));
        } catch (JsonParseException | NumberFormatException garbled) {
            return new ControlReply(false, "a command is one JSON object on one line");
        } catch (ControlException refused) {
            List<String> problems = refused.problems();
            return new ControlReply(
                    false, Objects.requireNonNull(refused.getMessage()), problems.isEmpty() ? null : problems);
        }
    }

    /** Takes no more commands. The name is removed unless another daemon has taken it. */
    @Override
    public void close() throws IOException {
        server.close();
        if (file != null && file.equals(fileAt(path))) {
            Files.deleteIfExists(path);
        }
    }

    private static @Nullable Object fileAt(Path path) throws IOException {
        return Files.exists(path)
                ? Files.readAttributes(path, BasicFileAttributes.class).fileKey()
                : null;
    }

    private static ControlException unavailable(String why) {
        return new ControlException(ControlException.Cause.NO_DAEMON, why);
    }
}
