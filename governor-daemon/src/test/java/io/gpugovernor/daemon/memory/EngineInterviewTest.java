package io.gpugovernor.daemon.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gpugovernor.daemon.scrape.Dialect;
import io.gpugovernor.daemon.scrape.MetricsSource;
import io.gpugovernor.daemon.time.SystemTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EngineInterviewTest {
    private static final String METRICS = """
            # TYPE vllm:num_requests_running gauge
            vllm:num_requests_running{engine="0"%1$s} 3
            # TYPE vllm:num_requests_waiting gauge
            vllm:num_requests_waiting{engine="0"%1$s} 0
            # TYPE vllm:prompt_tokens_total counter
            vllm:prompt_tokens_total{engine="0"%1$s} 100
            # TYPE vllm:generation_tokens_total counter
            vllm:generation_tokens_total{engine="0"%1$s} 10
            # TYPE vllm:request_success_total counter
            vllm:request_success_total{engine="0"%1$s,finished_reason="stop"} 1
            # TYPE vllm:time_to_first_token_seconds histogram
            vllm:time_to_first_token_seconds_bucket{engine="0"%1$s,le="+Inf"} 1
            vllm:time_to_first_token_seconds_count{engine="0"%1$s} 1
            vllm:time_to_first_token_seconds_sum{engine="0"%1$s} 1
            """;

    private final Map<String, String> pages = new HashMap<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page =
                    pages.getOrDefault(exchange.getRequestURI().getPath(), "").getBytes(UTF_8);
            exchange.sendResponseHeaders(page.length == 0 ? 404 : 200, page.length == 0 ? -1 : page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void takesTheModelFromTheMetricsAndTheVersionWhereItIsTold() {
        pages.put("/metrics", METRICS.formatted(",model_name=\"meta/llama-8b\""));
        pages.put("/version", "{\"version\": \"0.9.1\"}");

        assertThat(ask()).contains(new ServedEngine("vLLM", Optional.of("0.9.1"), Optional.of("meta/llama-8b")));
    }

    @Test
    void asksForTheModelsWhereTheMetricsNameNone() {
        pages.put("/metrics", METRICS.formatted(""));
        pages.put("/v1/models", "{\"object\": \"list\", \"data\": [{\"id\": \"llama-8b\"}, {\"id\": \"adapter\"}]}");

        assertThat(ask()).contains(new ServedEngine("vLLM", Optional.empty(), Optional.of("llama-8b")));
    }

    @Test
    void readsBothFromAnInfoPage() {
        pages.put("/metrics", METRICS.formatted(""));
        pages.put("/info", "{\"model_id\": \"llama-8b\", \"version\": \"3.3.4\"}");

        assertThat(ask()).contains(new ServedEngine("vLLM", Optional.of("3.3.4"), Optional.of("llama-8b")));
    }

    @Test
    void takesNonsenseForSilence() {
        pages.put("/metrics", METRICS.formatted(""));
        pages.put("/version", "<html>");
        pages.put("/info", "[1, 2]");
        pages.put("/v1/models", "{\"data\": [7]}");

        assertThat(ask()).contains(new ServedEngine("vLLM", Optional.empty(), Optional.empty()));
    }

    @Test
    void knowsNoEngineWhereNoneAnswersOrAnotherServerDoes() {
        assertThat(ask()).isEmpty();
        pages.put("/metrics", "up 1\n");
        assertThat(ask()).isEmpty();
        server.stop(0);
        assertThat(ask()).isEmpty();
    }

    private Optional<ServedEngine> ask() {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
        return new EngineInterview(MetricsSource.at(url), Dialect.any(), new SystemTime()).get();
    }
}
