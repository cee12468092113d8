package io.gpugovernor.daemon.systemd;

import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager that started this process how it stands: one datagram to the socket that
 * {@code NOTIFY_SOCKET} names. Says nothing where there is none. Never throws and never waits: a deaf manager must not
 * hold up a loop. Source: sd_notify(3).
 */
public final class SdNotify {
    /** Says nothing to anybody. */
    public static final SdNotify SILENT = new SdNotify(Optional.empty());

    private static final Logger LOG = LoggerFactory.getLogger(SdNotify.class);
    private static final String SOCKET = "NOTIFY_SOCKET";

    private final Optional<Way> way;
    private boolean complained;

    private record Way(LibC libC, UnixAddress address) {}

    private SdNotify(Optional<Way> way) {
        this.way = way;
    }

    /** The manager that {@code environment} names; silent where it names none, or one that cannot be reached. */
    public static SdNotify in(Map<String, String> environment) {
        String named = environment.getOrDefault(SOCKET, "");
        if (named.isEmpty()) {
            return SILENT;
        }
        try {
            Optional<UnixAddress> address = UnixAddress.of(named);
            if (address.isEmpty()) {
                LOG.warn(
                        "{}={} is neither a path nor an abstract name; the service manager is told nothing",
                        SOCKET,
                        named);
                return SILENT;
            }
            return new SdNotify(Optional.of(new Way(Native.load("c", LibC.class), address.get())));
        } catch (RuntimeException | LinkageError unusable) {
            LOG.warn("the service manager is told nothing: {}", unusable.toString());
            return SILENT;
        }
    }

    /**
     * Sends one message.
     *
     * @param assignments lines such as {@code READY=1}, none with a line break of its own
     * @return whether it was handed over; what was not may be said again later
     */
    public synchronized boolean say(String... assignments) {
        return way.isPresent() && say(way.get(), String.join("\n", assignments));
    }

    /** Whether there is somebody to tell. */
    public boolean isHeard() {
        return way.isPresent();
    }

    private boolean say(Way to, String message) {
        try {
            boolean sent = send(to, message.getBytes(StandardCharsets.UTF_8));
            if (!sent && !complained) {
                complained = true;
                LOG.warn("the service manager did not take a message; this is said once");
            }
            return sent;
        } catch (RuntimeException | LinkageError failed) {
            return false;
        }
    }

    /** A socket for each message, since messages are rare: none is kept open, and none is stale. */
    private static boolean send(Way to, byte[] message) {
        int socket = to.libC().socket(LibC.AF_UNIX, LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC, 0);
        if (socket < 0) {
            return false;
        }
        try {
            long sent = to.libC()
                    .sendto(
                            socket,
                            message,
                            message.length,
                            LibC.MSG_DONTWAIT | LibC.MSG_NOSIGNAL,
                            to.address().memory(),
                            to.address().length());
            return sent == message.length;
        } finally {
            to.libC().close(socket);
        }
    }
}
