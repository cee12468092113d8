package io.gpugovernor.daemon.loadgen;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that answers with what a test wrote down. */
final class ScriptedEndpoint implements AutoCloseable {
    static final String ONE_MODEL = "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"max_model_len\":4096}]}";

    /** Answers one request for a completion. */
    interface Script {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** @param models the body of {@code /v1/models} */
    ScriptedEndpoint(String models, Script completions) throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/v1/models", exchange -> {
            try (exchange) {
                send(exchange, 200, "application/json", models);
            }
        });
        http.createContext("/v1/completions", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                completions.answer(exchange);
            }
        });
        http.setExecutor(threads);
        http.start();
    }

    static Script says(int status, String type, String body) {
        return exchange -> send(exchange, status, type, body);
    }

    /** A stream of these events and the end of streams. */
    static Script streams(String... events) {
        StringBuilder body = new StringBuilder();
        for (String event : events) {
            body.append("data: ").append(event).append("\n\n");
        }
        return says(200, "text/event-stream", body + "data: [DONE]\n\n");
    }

    static String token() {
        return "{\"choices\":[{\"index\":0,\"text\":\" so\"}]}";
    }

    static String usage(int prompt, int completion) {
        return "{\"choices\":[],\"usage\":{\"prompt_tokens\":" + prompt + ",\"completion_tokens\":" + completion + "}}";
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
