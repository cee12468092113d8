package io.gpugovernor.sim.live;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gpugovernor.sim.engine.SimEngine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The simulated engine as an OpenAI-compatible server that streams: {@code POST /v1/completions}, {@code GET /v1/models},
 * and what {@link EngineServer} serves. Every answer's {@code Server} header says that it is simulated.
 *
 * <p>Of a prompt only the length matters: a list of token ids is counted, a text has a token for every four characters.
 * Every request gets exactly {@code max_tokens} tokens, as with {@code ignore_eos}. A stream takes a thread.
 */
public final class CompletionServer implements AutoCloseable {
    /** A simulated batch holds a few hundred; as many may wait. */
    private static final int STREAMS = 1024;

    private static final int BACKLOG = 1024;
    /** The ids of the longest prompt, with room to spare. */
    private static final int LONGEST_BODY = 1 << 20;

    private static final long IDLE_SECONDS = 10;

    private final HttpServer http;
    private final ServedTwin twin;
    private final String version;
    private final int longest;
    private final AtomicLong requests = new AtomicLong();
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, STREAMS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), EngineHttp::thread);

    private CompletionServer(HttpServer http, ServedTwin twin, String version) {
        this.http = http;
        this.twin = twin;
        this.version = version;
        this.longest = (int)
                Math.min(SimEngine.LONGEST_REQUEST, twin.hardware().limits().kvTokens());
    }

    /**
     * Starts to serve {@code twin}, which stays the caller's to close.
     *
     * @param host name or address of an interface of this machine
     * @param port 0 to 65535; 0 takes any free one, which {@link #port} tells
     * @param version what {@code /version} says
     * @throws CannotListenException if the port is taken, or the host is not this machine
     */
    public static CompletionServer start(String host, int port, ServedTwin twin, String version)
            throws CannotListenException {
        CompletionServer server = new CompletionServer(EngineHttp.listen(host, port, BACKLOG), twin, version);
        server.http.createContext("/", server::serve);
        server.http.setExecutor(server.threads);
        server.http.start();
        return server;
    }

    /** The port it listens on. */
    public int port() {
        return http.getAddress().getPort();
    }

    /** Stops at once; streams under way are cut off. */
    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Server", "gpu-governor-twin (simulated)");
            String asked =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            switch (asked) {
                case "POST /v1/completions" -> complete(exchange);
                case "GET /v1/models" ->
                    EngineHttp.send(exchange, new EngineHttp.Response(200, EngineHttp.JSON, models()));
                default -> EngineHttp.send(exchange, EngineHttp.page(exchange, twin::metrics, version));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void complete(HttpExchange exchange) throws IOException, InterruptedException {
        try {
            byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY);
            CompletionRequest request = CompletionRequest.parse(new String(body, StandardCharsets.UTF_8));
            stream(exchange, request, admitted(request));
        } catch (ApiErrorException refused) {
            EngineHttp.send(exchange, new EngineHttp.Response(refused.status(), EngineHttp.JSON, refused.body()));
        }
    }

    private Generation admitted(CompletionRequest request) throws ApiErrorException {
        String served = twin.hardware().modelName();
        String model = request.model().orElse(served);
        if (!model.equals(served)) {
            throw ApiErrorException.noSuchModel(model);
        }
        long tokens = (long) request.promptTokens() + request.maxTokens();
        if (tokens > longest) {
            throw tooLong(tokens);
        }
        Admission admission = twin.submit(request.promptTokens(), request.maxTokens());
        if (admission instanceof Admission.Taken taken) {
            return taken.generation();
        }
        throw admission instanceof Admission.TooLong
                ? tooLong(tokens)
                : ApiErrorException.overloaded("more than " + ServedTwin.LONGEST_QUEUE + " requests wait already");
    }

    private ApiErrorException tooLong(long tokens) {
        return ApiErrorException.badRequest("This model's maximum context length is " + longest
                + " tokens. However, you requested " + tokens + " tokens, prompt and completion together.");
    }

    private void stream(HttpExchange exchange, CompletionRequest request, Generation generation)
            throws IOException, InterruptedException {
        CompletionChunks chunks = new CompletionChunks(
                "cmpl-" + requests.incrementAndGet(),
                twin.unixTime(),
                twin.hardware().modelName());
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        StringBuilder events = new StringBuilder();
        for (int sent = 0; sent < generation.asked(); ) {
            int there = generation.beyond(sent);
            events.setLength(0);
            while (sent < there) {
                sent++;
                events.append(chunks.token(sent == generation.asked()));
            }
            out.write(events.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
        String end = request.usage() ? chunks.usage(request.promptTokens(), generation.asked()) : "";
        out.write((end + CompletionChunks.DONE).getBytes(StandardCharsets.UTF_8));
        out.close();
    }

    private String models() {
        JsonObject model = new JsonObject();
        model.addProperty("id", twin.hardware().modelName());
        model.addProperty("object", "model");
        model.addProperty("created", twin.unixTime());
        model.addProperty("owned_by", "gpu-governor-twin (simulated)");
        model.addProperty("max_model_len", longest);
        JsonArray models = new JsonArray();
        models.add(model);
        JsonObject list = new JsonObject();
        list.addProperty("object", "list");
        list.add("data", models);
        return list.toString();
    }
}
