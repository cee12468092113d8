package io.gpugovernor.daemon.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;

/** An engine that serves a few requests at a steady rate, and can be told to fail, to go away and to come back. */
public final class ScriptedVllm implements AutoCloseable {
    private static final int OK = 200;

    private final AtomicLong scrapes = new AtomicLong();
    private volatile int status = OK;
    private volatile String model = "";
    private HttpServer server;

    public ScriptedVllm() throws IOException {
        server = listen(0);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public long scrapes() {
        return scrapes.get();
    }

    /** From now on every request is answered with {@code code}; 200 heals it. */
    void nowAnswers(int code) {
        status = code;
    }

    /** From now on it says which model it serves, as vLLM does: on every sample. */
    void serves(String name) {
        model = name;
    }

    /** Connections are refused from now on. */
    void goesAway() {
        server.stop(0);
    }

    /** Listens again where it did, with its counters where they were. */
    void comesBack() throws IOException {
        server = listen(server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private HttpServer listen(int port) throws IOException {
        HttpServer created = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        created.createContext("/metrics", this::answer);
        created.start();
        return created;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] page = labelled(page(scrapes.incrementAndGet())).getBytes(UTF_8);
            exchange.sendResponseHeaders(status, page.length);
            exchange.getResponseBody().write(page);
        }
    }

    private String labelled(String page) {
        return model.isEmpty() ? page : page.replace("engine=\"0\"", "engine=\"0\",model_name=\"" + model + "\"");
    }

    /** A request ends between two scrapes; three run all the time. */
    private static String page(long ended) {
        return """
                # TYPE vllm:num_requests_running gauge
                vllm:num_requests_running{engine="0"} 3
                # TYPE vllm:num_requests_waiting gauge
                vllm:num_requests_waiting{engine="0"} 0
                # TYPE vllm:kv_cache_usage_perc gauge
                vllm:kv_cache_usage_perc{engine="0"} 0.25
                # TYPE vllm:prompt_tokens_total counter
                vllm:prompt_tokens_total{engine="0"} %1$d00
                # TYPE vllm:generation_tokens_total counter
                vllm:generation_tokens_total{engine="0"} %1$d0
                # TYPE vllm:request_success_total counter
                vllm:request_success_total{engine="0",finished_reason="stop"} %1$d
                # TYPE vllm:time_to_first_token_seconds histogram
                vllm:time_to_first_token_seconds_bucket{engine="0",le="0.5"} %1$d
                vllm:time_to_first_token_seconds_bucket{engine="0",le="+Inf"} %1$d
                vllm:time_to_first_token_seconds_count{engine="0"} %1$d
                vllm:time_to_first_token_seconds_sum{engine="0"} %1$d
                # TYPE vllm:inter_token_latency_seconds histogram
                vllm:inter_token_latency_seconds_bucket{engine="0",le="0.01"} %1$d0
                vllm:inter_token_latency_seconds_bucket{engine="0",le="+Inf"} %1$d0
                vllm:inter_token_latency_seconds_count{engine="0"} %1$d0
                vllm:inter_token_latency_seconds_sum{engine="0"} %1$d
                """.formatted(ended);
    }
}
