package io.gpugovernor.sim.live;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gpugovernor.sim.engine.VllmExposition;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** What the simulated engine's servers have in common: how they listen, and the pages that every engine has. */
final class EngineHttp {
    static final String JSON = "application/json";

    private static final String PLAIN = "text/plain; charset=utf-8";
    /**
     * The JDK's server sends headers and body apart, and would hold the body back until the client acknowledges the
     * headers, which takes it 40 ms: an age that a scrape of a local engine does not have. The JDK reads this once.
     */
    private static final String SEND_AT_ONCE = "sun.net.httpserver.nodelay";

    record Response(int status, String contentType, String body) {
        static final Response NOT_FOUND = new Response(404, PLAIN, "not found\n");
    }

    private EngineHttp() {}

    /** @param backlog connections that may wait to be accepted; 0 for the JDK's choice */
    static HttpServer listen(String host, int port, int backlog) throws CannotListenException {
        if (System.getProperty(SEND_AT_ONCE) == null) {
            System.setProperty(SEND_AT_ONCE, "true");
        }
        try {
            return HttpServer.create(new InetSocketAddress(host, port), backlog);
        } catch (IOException refused) {
            throw CannotListenException.at(host, port, refused);
        }
    }

    /** Answers what is asked by GET of every engine: {@code /metrics}, {@code /health} and {@code /version}. */
    static Response page(HttpExchange exchange, Supplier<String> metrics, String version) {
        if (!exchange.getRequestMethod().equals("GET")) {
            return Response.NOT_FOUND;
        }
        return switch (exchange.getRequestURI().getPath()) {
            case "/metrics" -> page(metrics);
            case "/health" -> new Response(200, PLAIN, "");
            case "/version" -> new Response(200, JSON, versionObject(version));
            default -> Response.NOT_FOUND;
        };
    }

    static void send(HttpExchange exchange, Response response) throws IOException {
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", response.contentType());
        boolean silent = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(response.status(), silent ? -1 : body.length);
        if (!silent) {
            exchange.getResponseBody().write(body);
        }
    }

    static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "simulated-engine-http");
        thread.setDaemon(true);
        return thread;
    }

    /** A page that cannot be made is the server's fault, and the connection is not left without an answer. */
    private static Response page(Supplier<String> metrics) {
        try {
            return new Response(200, VllmExposition.CONTENT_TYPE, metrics.get());
        } catch (RuntimeException broken) {
            return new Response(500, PLAIN, "the metrics cannot be made: " + broken + "\n");
        }
    }

    private static String versionObject(String version) {
        JsonObject object = new JsonObject();
        object.addProperty("version", version);
        return object.toString();
    }
}
