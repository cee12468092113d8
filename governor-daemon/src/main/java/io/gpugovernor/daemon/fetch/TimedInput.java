package io.gpugovernor.daemon.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** What comes over a socket, until a deadline at the latest, however slowly it comes. For one thread. */
final class TimedInput extends BlockInput {
    private final Socket socket;
    private final InputStream in;
    private Optional<Deadline> deadline = Optional.empty();

    TimedInput(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** From now on a read ends by {@code latest}; before this was called once, reads wait without end. */
    void endBy(Deadline latest) {
        deadline = Optional.of(latest);
    }

    /** @throws SocketTimeoutException if nothing has come by the deadline */
    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (deadline.isPresent()) {
            Duration left = deadline.get().left();
            if (left.isNegative()) {
                throw new SocketTimeoutException("the answer is not complete by its deadline");
            }
            // A timeout of 0 would be none.
            socket.setSoTimeout(Math.toIntExact(Math.min(Integer.MAX_VALUE, left.toMillis() + 1)));
        }
        return in.read(into, from, length);
    }
}
