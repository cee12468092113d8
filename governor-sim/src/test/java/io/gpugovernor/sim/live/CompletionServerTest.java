package io.gpugovernor.sim.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.profile.HardwareProfiles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionServerTest {
    private static final double SPEED = 50;
    private static final String MODEL = HardwareProfiles.load("h100-llama-8b").modelName();

    private final HttpClient client = HttpClient.newHttpClient();
    private final long origin = System.nanoTime();

    @SuppressWarnings("NullAway.Init") // made before each test
    private ServedTwin twin;

    @SuppressWarnings("NullAway.Init") // made before each test
    private CompletionServer server;

    @BeforeEach
    void serve() throws Exception {
        twin = new ServedTwin(
                HardwareProfiles.load("h100-llama-8b"),
                SwitchTiming.DEFAULT,
                1,
                () -> new Moment((long) ((System.nanoTime() - origin) * SPEED)),
                SPEED,
                Instant.EPOCH);
        server = CompletionServer.start("127.0.0.1", 0, twin, "twin");
    }

    @AfterEach
    void stop() {
        server.close();
        twin.close();
    }

    @Test
    void streamsAnEventForEveryTokenAndCountsThem() throws Exception {
        HttpResponse<String> answer = complete(
                "{\"prompt\":[7,8,9],\"max_tokens\":5,\"stream\":true,\"stream_options\":{\"include_usage\":true}}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream; charset=utf-8");
        assertThat(answer.headers().firstValue("Server")).contains("gpu-governor-twin (simulated)");
        List<String> events =
                answer.body().lines().filter(line -> !line.isEmpty()).toList();
        assertThat(events).hasSize(7).allMatch(line -> line.startsWith("data: "));
        assertThat(events.get(3)).contains("\"finish_reason\":null");
        assertThat(events.get(4)).contains("\"finish_reason\":\"length\"");
        JsonObject usage = JsonParser.parseString(events.get(5).substring(6))
                .getAsJsonObject()
                .getAsJsonObject("usage");
        assertThat(usage.get("prompt_tokens").getAsInt()).isEqualTo(3);
        assertThat(usage.get("completion_tokens").getAsInt()).isEqualTo(5);
        assertThat(events.get(6)).isEqualTo("data: [DONE]");
    }

    @Test
    void servesHundredsOfStreamsAtOnceAsOneEngineWould() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            HttpRequest request = post("{\"prompt\":\"twelve chars\",\"max_tokens\":20,\"stream\":true}");
            answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().body().lines().filter(line -> line.startsWith("data: {")))
                    .hasSize(20);
        }
        HttpResponse<String> metrics = get("/metrics");
        assertThat(metrics.body())
                .contains("vllm:request_success_total{engine=\"0\",finished_reason=\"length\",model_name=\"" + MODEL
                        + "\"} 300.0");
    }

    @Test
    void listsItsModelAsSimulatedAndSaysItsVersion() throws Exception {
        JsonObject model = JsonParser.parseString(get("/v1/models").body())
                .getAsJsonObject()
                .getAsJsonArray("data")
                .get(0)
                .getAsJsonObject();
        assertThat(model.get("id").getAsString()).isEqualTo(MODEL);
        assertThat(model.get("owned_by").getAsString()).contains("simulated");
        assertThat(model.get("max_model_len").getAsInt()).isEqualTo(32_768);
        assertThat(get("/version").body()).isEqualTo("{\"version\":\"twin\"}");
        assertThat(get("/v1/chat/completions").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"prompt\":[1],\"max_tokens\":40000,\"stream\":true} | 400 | maximum context length is 32768 tokens",
                "{\"prompt\":[1],\"model\":\"other\",\"stream\":true} | 404 | The model `other` does not exist",
                "{\"prompt\":[1]} | 400 | only streams",
                "{\"prompt\":[],\"stream\":true} | 400 | not empty",
                "{\"prompt\":[\"a\",1],\"stream\":true} | 400 | one list of token ids",
                "{\"prompt\":\"a\",\"max_tokens\":0,\"stream\":true} | 400 | at least 1",
                "{\"prompt\":\"a\",\"n\":2,\"stream\":true} | 400 | gives one choice",
                "[] | 400 | no JSON object",
                "{ | 400 | no JSON"
            })
    void refusesWithAnErrorObject(String body, int status, String message) throws Exception {
        HttpResponse<String> answer = complete(body);

        assertThat(answer.statusCode()).isEqualTo(status);
        JsonObject error =
                JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonObject("error");
        assertThat(error.get("message").getAsString()).contains(message);
        assertThat(error.get("code").getAsInt()).isEqualTo(status);
    }

    private HttpResponse<String> complete(String body) throws Exception {
        return client.send(post(body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(at(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest post(String body) {
        return at("/v1/completions")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }
}
