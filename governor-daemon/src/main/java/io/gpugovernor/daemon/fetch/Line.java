package io.gpugovernor.daemon.fetch;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** An open connection to an engine. For one thread. */
final class Line implements Closeable {
    private static final int BUFFER_BYTES = 16 << 10;

    private final InputStream in;
    private final Optional<TimedInput> timed;
    private final OutputStream out;
    private final Closeable transport;
    private final Closeable whole;
    private final boolean local;

    /**
     * @param transport what to close so that a blocked read returns at once; must not block itself
     * @param whole what to close in the orderly way
     * @param local whether both ends are on this machine
     */
    Line(InputStream in, OutputStream out, Closeable transport, Closeable whole, boolean local) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
        this.timed = in instanceof TimedInput limited ? Optional.of(limited) : Optional.empty();
        this.out = out;
        this.transport = transport;
        this.whole = whole;
        this.local = local;
    }

    void send(byte[] request) throws IOException {
        out.write(request);
        out.flush();
    }

    /**
     * Has the next answer's reads end by {@code deadline}; false if they can only be ended by closing the transport.
     */
    boolean endBy(Deadline deadline) {
        timed.ifPresent(reads -> reads.endBy(deadline));
        return timed.isPresent();
    }

    InputStream in() {
        return in;
    }

    Closeable transport() {
        return transport;
    }

    /** Whether packing a page would cost more than carrying it. */
    boolean local() {
        return local;
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }
}
