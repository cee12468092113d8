package io.gpugovernor.daemon.http.wire;

import com.sun.net.httpserver.HttpHandler;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection, served by a thread of its own from its first byte to its end. What it waits for, it waits for
 * until a deadline; whoever sweeps cuts the connection then, which ends every wait.
 */
final class Connection implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** The first byte of every TLS handshake. */
    private static final int HANDSHAKE = 0x16;

    private static final int BUFFER_BYTES = 4 << 10;

    private final Socket raw;
    private final Supplier<Optional<TlsLayer>> tls;
    private final HttpHandler service;
    private final Semaphore largeAnswers;
    private final TimeSource time;
    private final Patience patience;
    private final Runnable left;
    private volatile boolean waiting = true;
    private volatile Moment since;
    private volatile Moment deadline;

    /** @param left is run when it ended */
    Connection(
            Socket raw,
            Supplier<Optional<TlsLayer>> tls,
            HttpHandler service,
            Semaphore largeAnswers,
            TimeSource time,
            Patience patience,
            Consumer<Connection> left) {
        this.raw = raw;
        this.tls = tls;
        this.service = service;
        this.largeAnswers = largeAnswers;
        this.time = time;
        this.patience = patience;
        this.left = () -> left.accept(this);
        this.since = time.now();
        this.deadline = since.plus(patience.silence());
    }

    InetAddress address() {
        return raw.getInetAddress();
    }

    /** Whether nothing was asked that is not answered. */
    boolean isWaiting() {
        return waiting;
    }

    /** Since when it waits, or is served. */
    Moment since() {
        return since;
    }

    boolean isOverdue(Moment now) {
        return deadline.isBefore(now);
    }

    /** Ends it, whatever it is doing. */
    void cut() {
        try {
            raw.close();
        } catch (IOException closed) {
            LOG.debug("a connection could not be closed: {}", closed.getMessage());
        }
    }

    @Override
    public void run() {
        try (raw) {
            raw.setTcpNoDelay(true);
            Optional<TlsLayer> layer = tls.get();
            if (layer.isPresent()) {
                encrypted(layer.get());
            } else {
                serve(raw);
            }
        } catch (IOException | RuntimeException ended) {
            // Clients come and go; whatever one of them does must not fill the log.
            LOG.debug("a connection ended: {}", ended.getMessage());
        } finally {
            left.run();
        }
    }

    private void encrypted(TlsLayer layer) throws IOException {
        int first = raw.getInputStream().read();
        if (first < 0) {
            return;
        }
        begin(patience.request());
        if (first != HANDSHAKE) {
            refuse(new RefusedRequestException(400, "this server speaks TLS: ask it under https://"), raw);
            return;
        }
        try (SSLSocket agreed = layer.over(raw, new ByteArrayInputStream(new byte[] {(byte) first}))) {
            rest(patience.silence());
            serve(agreed);
        }
    }

    private void serve(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        OutputStream out = socket.getOutputStream();
        RequestReader requests = new RequestReader(in, out);
        boolean stays = true;
        while (stays && arrives(in)) {
            begin(patience.request());
            try {
                stays = answer(requests.read(), socket, out);
            } catch (RefusedRequestException refused) {
                refuse(refused, socket);
                return;
            }
            rest(patience.idle());
        }
    }

    private boolean answer(WireRequest request, Socket socket, OutputStream out)
            throws IOException, RefusedRequestException {
        begin(patience.response());
        WireExchange exchange = new WireExchange(request, socket);
        service.handle(exchange);
        if (exchange.getResponseCode() < 0) {
            throw new IOException("nothing was answered");
        }
        boolean large = exchange.answer().length > WireLimits.LARGE_ANSWER_BYTES;
        if (large && !largeAnswers.tryAcquire()) {
            throw new RefusedRequestException(503, "several clients are slow to take large answers; ask for less");
        }
        try {
            AnswerWriter.write(exchange, request.keepsAlive(), out);
        } finally {
            if (large) {
                largeAnswers.release();
            }
        }
        return request.keepsAlive();
    }

    private void refuse(RefusedRequestException why, Socket socket) throws IOException {
        LOG.debug("refused a request: {}", why.getMessage());
        AnswerWriter.refuse(why, socket.getOutputStream());
        socket.shutdownOutput();
        begin(WireLimits.DRAIN);
        InputStream in = socket.getInputStream();
        byte[] thrown = new byte[BUFFER_BYTES];
        for (int left = WireLimits.DRAINED_BYTES; left > 0; left -= thrown.length) {
            if (in.read(thrown) < 0) {
                return;
            }
        }
    }

    private static boolean arrives(InputStream in) throws IOException {
        in.mark(1);
        boolean more = in.read() >= 0;
        in.reset();
        return more;
    }

    private void begin(Duration allowed) {
        waiting = false;
        since = time.now();
        deadline = since.plus(allowed);
    }

    private void rest(Duration allowed) {
        since = time.now();
        deadline = since.plus(allowed);
        waiting = true;
    }
}
