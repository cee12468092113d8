package io.gpugovernor.daemon.control;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.daemon.lease.RunDirectory;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Commands the daemon of this node. */
public final class ControlClient {
    /** A thousand decisions of eight GPUs take under 4 MiB, escaped once more. */
    private static final int LONGEST_REPLY = 8 << 20;

    private ControlClient() {}

    /**
     * What the daemon says to {@code request}.
     *
     * @param directories run directories, at least one; the first where somebody listens counts
     * @throws ControlException if nobody answers, which is said of the first directory, or the command was refused
     */
    public static String ask(List<Path> directories, ControlRequest request, TimeSource time) throws ControlException {
        @Nullable ControlException first = null;
        for (Path directory : directories) {
            Path path = directory.resolve(ControlSocket.NAME);
            SocketChannel socket;
            try {
                socket = connect(path);
            } catch (ControlException unreachable) {
                first = first == null ? unreachable : first;
                continue;
            }
            return ask(path, socket, request, time);
        }
        throw Objects.requireNonNull(first, "at least one directory");
    }

    private static String ask(Path path, SocketChannel socket, ControlRequest request, TimeSource time)
            throws ControlException {
        try (LineChannel daemon = new LineChannel(socket, time, request.patience())) {
            daemon.write(new Gson().toJson(request));
            @Nullable ControlReply reply = new Gson().fromJson(daemon.read(LONGEST_REPLY), ControlReply.class);
            if (reply == null || reply.text() == null) {
                throw nobody(path, "what answers there is no gpu-governor");
            }
            if (!reply.ok() && reply.problems() != null) {
                throw new ControlException(reply.text(), reply.problems());
            }
            if (!reply.ok()) {
                throw new ControlException(ControlException.Cause.REFUSED, reply.text());
            }
            return reply.text();
        } catch (JsonParseException other) {
            throw nobody(path, "what answers there is no gpu-governor");
        } catch (IOException failed) {
            throw nobody(path, String.valueOf(failed.getMessage()));
        }
    }

    private static SocketChannel connect(Path path) throws ControlException {
        // Not "exists", which is false as well where the directory is closed to this user.
        if (Files.notExists(path)) {
            throw nobody(path, "there is no such socket");
        }
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(path));
        } catch (IOException refused) {
            String said = String.valueOf(refused.getMessage());
            if (said.toLowerCase(Locale.ROOT).contains("permission denied")) {
                throw new ControlException(
                        ControlException.Cause.NO_PERMISSION,
                        path + " is closed to this user; run this as the daemon's user or as root");
            }
            throw nobody(path, said);
        } catch (UnsupportedOperationException | IllegalArgumentException odd) {
            throw nobody(path, String.valueOf(odd.getMessage()));
        }
    }

    private static ControlException nobody(Path path, String why) {
        return new ControlException(
                ControlException.Cause.NO_DAEMON,
                "no daemon takes commands at " + path + ": " + why
                        + "; start it with 'systemctl start gpu-governor' or 'gpu-governor run --config FILE', or name"
                        + " its run directory with "
                        + RunDirectory.VARIABLE);
    }
}
