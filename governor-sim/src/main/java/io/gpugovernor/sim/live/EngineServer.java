package io.gpugovernor.sim.live;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gpugovernor.sim.engine.VllmExposition;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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

    /**
     * The JDK's server sends headers and body apart, and would hold the body back until the client acknowledges the
     * headers, which takes it 40 ms: an age that a scrape of a local engine does not have. The JDK reads this once.
     */
    private static final String SEND_AT_ONCE = "sun.net.httpserver.nodelay";

    private static final String PLAIN = "text/plain; charset=utf-8";

    private record Response(int status, String contentType, String body) {
        static final Response NOT_FOUND = new Response(404, PLAIN, "not found\n");
    }

    private final Supplier<String> metrics;
    private final String version;
    private final HttpServer http;
    private final ExecutorService threads = new ThreadPoolExecutor(
            THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), EngineServer::thread);

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
        if (System.getProperty(SEND_AT_ONCE) == null) {
            System.setProperty(SEND_AT_ONCE, "true");
        }
        HttpServer http;
        try {
            http = HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (IOException refused) {
            throw CannotListenException.at(host, port, refused);
        }
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
            Response response = answer(exchange);
            byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", response.contentType());
            boolean silent = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(response.status(), silent ? -1 : body.length);
            if (!silent) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Response answer(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("GET")) {
            return Response.NOT_FOUND;
        }
        return switch (exchange.getRequestURI().getPath()) {
            case "/metrics" -> page();
            case "/health" -> new Response(200, PLAIN, "");
            case "/version" -> new Response(200, "application/json", versionObject());
            default -> Response.NOT_FOUND;
        };
    }

    /** A page that cannot be made is the server's fault, and the connection is not left without an answer. */
    private Response page() {
        try {
            return new Response(200, VllmExposition.CONTENT_TYPE, metrics.get());
        } catch (RuntimeException broken) {
            return new Response(500, PLAIN, "the metrics cannot be made: " + broken + "\n");
        }
    }

    private String versionObject() {
        JsonObject object = new JsonObject();
        object.addProperty("version", version);
        return object.toString();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "simulated-engine-http");
        thread.setDaemon(true);
        return thread;
    }
}
