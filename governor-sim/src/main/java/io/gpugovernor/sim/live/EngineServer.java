package io.gpugovernor.sim.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The simulated engine over HTTP: what of a vLLM server a governor asks for. {@code GET /metrics}, {@code /health} and
 * {@code /version}; everything else is not found.
 */
public final class EngineServer implements AutoCloseable {
    /** Two scrapers and two people with a browser; requests beyond wait. */
    private static final int THREADS = 4;

    /** Requests that may wait; the connection of one more is closed. */
    private static final int WAITING = 64;

    private final Supplier<String> metrics;
    private final String version;
    private final HttpServer http;
    private final ExecutorService threads = new ThreadPoolExecutor(
            THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), EngineHttp::thread);

    private EngineServer(HttpServer http, Supplier<String> metrics, String version) {
        this.http = http;
        this.metrics = metrics;
        this.version = version;
    }

    /**
     * Starts to serve.
     *
     * @param host name or address of an interface of this machine
     * @param port 0 to 65535; 0 takes any free one, which {@link #port} tells
     * @param metrics makes the page of {@code /metrics}; called by several threads
     * @param version what {@code /version} says
     * @throws CannotListenException if the port is taken, or the host is not this machine
     */
    public static EngineServer start(String host, int port, Supplier<String> metrics, String version)
            throws CannotListenException {
        HttpServer http = EngineHttp.listen(host, port, 0);
        EngineServer server = new EngineServer(http, metrics, version);
        http.createContext("/", server::serve);
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    /** The port it listens on. */
    public int port() {
        return http.getAddress().getPort();
    }

    /** Stops at once; requests being answered are cut off. */
    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            EngineHttp.send(exchange, EngineHttp.page(exchange, metrics, version));
        }
    }
}
