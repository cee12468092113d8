package io.gpugovernor.daemon.control;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Lines over a socket, within a length and a time: whoever says nothing, or does not stop, is hung up on. */
final class LineChannel implements Closeable {
    /** A command with its longest reason, every character escaped, takes under 2 KiB. */
    static final int LONGEST_LINE = 4096;

    private final SocketChannel socket;
    private final Selector selector;
    private final TimeSource time;
    private Moment deadline;

    /** Speaks over {@code socket} for at most {@code patience} from now on; closing this closes it. */
    LineChannel(SocketChannel socket, TimeSource time, Duration patience) throws IOException {
        this.socket = socket;
        this.time = time;
        this.deadline = time.now().plus(patience);
        socket.configureBlocking(false);
        selector = Selector.open();
    }

    /** Begins the time anew: {@code patience} from now on. */
    void allow(Duration patience) {
        deadline = time.now().plus(patience);
    }

    /** @throws IOException if no whole line of at most {@link #LONGEST_LINE} bytes comes in time */
    String read() throws IOException {
        return read(LONGEST_LINE);
    }

    /** @throws IOException if no whole line of at most {@code longest} bytes comes in time */
    String read(int longest) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(longest);
        while (true) {
            await(SelectionKey.OP_READ);
            int before = bytes.position();
            if (socket.read(bytes) < 0) {
                throw new IOException("the line ended before its end");
            }
            for (int i = before; i < bytes.position(); i++) {
                if (bytes.get(i) == '\n') {
                    return new String(bytes.array(), 0, i, StandardCharsets.UTF_8);
                }
            }
            if (!bytes.hasRemaining()) {
                throw new IOException("a line of more than " + longest + " bytes");
            }
        }
    }

    /** @throws IOException if the other side does not take it in time */
    void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            await(SelectionKey.OP_WRITE);
            socket.write(bytes);
        }
    }

    private void await(int operation) throws IOException {
        socket.register(selector, operation);
        long left = deadline.since(time.now()).toMillis();
        selector.selectedKeys().clear();
        if (left <= 0 || selector.select(left) == 0) {
            throw new IOException("no answer in time");
        }
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            selector.close();
        }
    }
}
