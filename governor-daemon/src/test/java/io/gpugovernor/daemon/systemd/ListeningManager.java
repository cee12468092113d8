package io.gpugovernor.daemon.systemd;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A service manager's end of the socket: a real one, which keeps what it is told until it is asked. */
public final class ListeningManager implements AutoCloseable {
    private interface Receiving extends Library {
        int bind(int socket, Pointer address, int length);

        long recv(int socket, byte[] buffer, long length, int flags);
    }

    private final LibC libC = Native.load("c", LibC.class);
    private final Receiving receiving = Native.load("c", Receiving.class);
    private final String address;
    private final int socket;

    /** @param address a path, or an abstract name after {@code @} */
    public ListeningManager(String address) {
        this.address = address;
        socket = libC.socket(LibC.AF_UNIX, LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC, 0);
        UnixAddress bound = UnixAddress.of(address).orElseThrow();
        if (socket < 0 || receiving.bind(socket, bound.memory(), bound.length()) != 0) {
            throw new IllegalStateException("cannot listen at " + address);
        }
    }

    /** What a service finds in its environment. */
    public Map<String, String> environment() {
        return Map.of("NOTIFY_SOCKET", address);
    }

    /** Every message since the last call, in order; a datagram is here as soon as its sender's call returns. */
    public List<String> heard() {
        List<String> messages = new ArrayList<>();
        byte[] buffer = new byte[4096];
        long length = receiving.recv(socket, buffer, buffer.length, LibC.MSG_DONTWAIT);
        while (length >= 0) {
            messages.add(new String(buffer, 0, (int) length, StandardCharsets.UTF_8));
            length = receiving.recv(socket, buffer, buffer.length, LibC.MSG_DONTWAIT);
        }
        return messages;
    }

    @Override
    public void close() {
        libC.close(socket);
    }
}
