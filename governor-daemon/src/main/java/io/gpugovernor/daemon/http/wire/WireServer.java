package io.gpugovernor.daemon.http.wire;

import com.sun.net.httpserver.HttpHandler;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.time.SystemTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens, gives every connection a thread, and cuts those whose time is over. A client that is slow, silent or hostile
 * costs its own thread and nobody else's. The reasons not to use the JDK's server are in docs/adr/0008.
 */
public final class WireServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WireServer.class);

    private static final int BACKLOG = 64;
    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);
    private static final long THREAD_STAYS_SECONDS = 10;

    private final ServerSocket server;
    private final Supplier<Optional<TlsLayer>> tls;
    private final HttpHandler service;
    private final Guests guests = new Guests();
    private final Semaphore largeAnswers = new Semaphore(WireLimits.LARGE_ANSWERS);
    private final TimeSource time = new SystemTime();
    private final ExecutorService threads;
    private final Patience patience;
    private final Thread sweeper = quiet(this::sweep, "http-sweep");
    private volatile boolean closed;

    private WireServer(ServerSocket server, Supplier<Optional<TlsLayer>> tls, HttpHandler service, Patience patience) {
        this.patience = patience;
        this.server = server;
        this.tls = tls;
        this.service = service;
        AtomicInteger count = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                0,
                WireLimits.CONNECTIONS + WireLimits.LEAVING,
                THREAD_STAYS_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> quiet(task, "http-" + count.incrementAndGet()));
    }

    /**
     * Listens on {@code address} until closed; port 0 takes any free one.
     *
     * @param tls asked for each connection: how to encrypt it; empty to leave it as it is
     * @param service answers; called by many threads at once
     * @throws IOException if that address cannot be listened on
     */
    public static WireServer listen(InetSocketAddress address, Supplier<Optional<TlsLayer>> tls, HttpHandler service)
            throws IOException {
        return listen(address, tls, service, Patience.DEFAULT);
    }

    /** As above, with another patience. */
    static WireServer listen(
            InetSocketAddress address, Supplier<Optional<TlsLayer>> tls, HttpHandler service, Patience patience)
            throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(address, BACKLOG);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
        WireServer server = new WireServer(socket, tls, service, patience);
        quiet(server::accept, "http-accept").start();
        server.sweeper.start();
        return server;
    }

    /** Where it listens; tells the port that was taken. */
    public InetSocketAddress address() {
        InetSocketAddress bound = (InetSocketAddress) server.getLocalSocketAddress();
        try {
            // In numbers, whatever name it was given by.
            return new InetSocketAddress(
                    InetAddress.getByAddress(bound.getAddress().getAddress()), bound.getPort());
        } catch (UnknownHostException never) {
            throw new IllegalStateException(never);
        }
    }

    /** Stops at once; requests under way are cut off. */
    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException failed) {
            LOG.warn("the endpoint's port stays open: {}", failed.getMessage());
        }
        guests.all().forEach(Connection::cut);
        sweeper.interrupt();
        threads.shutdownNow();
    }

    private void accept() {
        while (!closed) {
            try {
                take(server.accept());
            } catch (IOException | RuntimeException | Error failed) {
                if (!closed) {
                    // For want of file handles or threads, say; it must neither spin nor end.
                    LOG.warn("a connection could not be taken: {}", failed.toString());
                    LockSupport.parkNanos(AFTER_FAILURE.toNanos());
                }
            }
        }
    }

    private void take(Socket socket) throws IOException {
        Connection next = new Connection(socket, tls, service, largeAnswers, time, patience, guests::leave);
        if (!guests.admit(next)) {
            socket.close();
            return;
        }
        try {
            threads.execute(next);
        } catch (RuntimeException | Error failed) {
            guests.leave(next);
            next.cut();
            throw failed;
        }
    }

    private void sweep() {
        long pause = patience.look().toMillis();
        try {
            while (!closed) {
                guests.awaitOne();
                Moment now = time.now();
                guests.all().stream().filter(one -> one.isOverdue(now)).forEach(Connection::cut);
                TimeUnit.MILLISECONDS.sleep(pause);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread quiet(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
