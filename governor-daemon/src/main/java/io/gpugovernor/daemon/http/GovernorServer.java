package io.gpugovernor.daemon.http;

import com.sun.net.httpserver.HttpServer;
import io.gpugovernor.daemon.time.SystemTime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The daemon's HTTP endpoint. Its threads are few and never those of the loop. */
public final class GovernorServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads;

    private GovernorServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Puts the limits of this endpoint into force. The JDK reads them when the first server of the process starts, so a
     * process that starts another server calls this before.
     */
    public static void prepare() {
        ServerLimits.install();
    }

    /**
     * Listens on {@code address} until closed; port 0 takes any free one.
     *
     * @throws ListenException if that address cannot be listened on
     */
    public static GovernorServer start(InetSocketAddress address, RunningDaemon daemon) throws ListenException {
        ServerLimits.install();
        HttpServer server = bind(address);
        ExecutorService threads = Executors.newFixedThreadPool(ServerLimits.THREADS, named());
        server.setExecutor(threads);
        server.createContext("/", new Exchange(new Router(new Api(daemon, SystemTime.calendar()), new StatusPage())));
        server.start();
        return new GovernorServer(server, threads);
    }

    /** Where it listens; tells the port that was taken. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Stops at once; requests under way are cut off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static HttpServer bind(InetSocketAddress address) throws ListenException {
        if (address.isUnresolved()) {
            throw ListenException.of(address, new IOException("unresolved"));
        }
        try {
            return HttpServer.create(address, ServerLimits.CONNECTIONS);
        } catch (IOException e) {
            throw ListenException.of(address, e);
        }
    }

    private static ThreadFactory named() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "http-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
