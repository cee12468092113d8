package io.gpugovernor.daemon.loadgen;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.daemon.fetch.BearerToken;
import io.gpugovernor.daemon.fetch.FetchException;
import io.gpugovernor.daemon.loadgen.EngineFault.Reach;
import io.gpugovernor.daemon.tls.ClientTls;
import io.gpugovernor.daemon.tls.TlsFileException;
import io.gpugovernor.sim.sweep.Prompt;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Speaks to an OpenAI-compatible server. Every failure is an {@link EngineFault}. */
final class OpenAiClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SHORT_ANSWER = Duration.ofSeconds(10);
    private static final String STREAM = "text/event-stream";

    /** A connection that the server closed while it lay idle is no failure of the engine: the request is sent again. */
    private static final String RETRY = "jdk.httpclient.enableAllMethodRetry";
    /** Seconds; uvicorn closes idle connections after five. */
    private static final String IDLE = "jdk.httpclient.keepalive.timeout";

    private final Endpoint endpoint;
    private final TimeSource time;
    private final HttpClient http;
    private final Optional<String> token;

    /**
     * @param time what latencies are measured with
     * @throws EngineFault if token or certificates cannot be read
     */
    OpenAiClient(Endpoint endpoint, TimeSource time) {
        this.endpoint = endpoint;
        this.time = time;
        this.token = endpoint.token().map(OpenAiClient::read);
        unlessSet(RETRY, "true");
        unlessSet(IDLE, "4");
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        if (endpoint.tls().isPresent()) {
            trust(builder, endpoint.tls().get());
        }
        this.http = builder.build();
    }

    Endpoint endpoint() {
        return endpoint;
    }

    ModelList models() throws InterruptedException {
        HttpResponse<String> answer = get("/v1/models");
        if (answer.statusCode() == 401 || answer.statusCode() == 403) {
            throw Faults.status(answer.statusCode(), answer.body(), new Prompt(1, 1));
        }
        if (answer.statusCode() != 200) {
            throw new EngineFault(
                    Reach.EVERYTHING,
                    "answers /v1/models with status " + answer.statusCode() + Faults.said(answer.body())
                            + ": it is no OpenAI-compatible server; correct the address");
        }
        return ModelList.parse(answer.body());
    }

    /** What the engine calls its version; empty where it does not say. */
    Optional<String> version() throws InterruptedException {
        HttpResponse<String> answer = get("/version");
        try {
            return answer.statusCode() == 200
                            && JsonParser.parseString(answer.body()) instanceof JsonObject object
                            && object.get("version") instanceof JsonPrimitive version
                    ? Optional.of(Faults.printable(version.getAsString()))
                    : Optional.empty();
        } catch (JsonParseException noJson) {
            return Optional.empty();
        }
    }

    /** The request for a completion, made ahead of the moment it is to be sent. */
    HttpRequest request(String model, int[] prompt, int outputTokens) {
        byte[] body = CompletionBody.of(model, prompt, outputTokens).getBytes(StandardCharsets.UTF_8);
        return to("/v1/completions")
                .header("Content-Type", "application/json")
                .header("Accept", STREAM)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    /** Sends it now. The future may be cancelled, which ends the connection. */
    CompletableFuture<HttpResponse<Answer>> send(HttpRequest request, Prompt asked) {
        return http.sendAsync(request, head -> {
            String type = head.headers().firstValue("Content-Type").orElse("nothing");
            if (head.statusCode() == 200 && type.startsWith(STREAM)) {
                return new LineFeed(new AnswerStream(asked, time));
            }
            return BodySubscribers.mapping(BodySubscribers.ofString(StandardCharsets.UTF_8), body -> {
                throw head.statusCode() == 200 ? stranger(type) : Faults.status(head.statusCode(), body, asked);
            });
        });
    }

    private static EngineFault stranger(String type) {
        return new EngineFault(
                Reach.EVERYTHING,
                "answers a request for a stream (" + STREAM + ") with " + Faults.printable(type)
                        + ": it is no OpenAI-compatible server that streams; correct the address");
    }

    private HttpResponse<String> get(String path) throws InterruptedException {
        try {
            return http.send(to(path).timeout(SHORT_ANSWER).GET().build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw Faults.of(failed);
        }
    }

    private HttpRequest.Builder to(String path) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(endpoint.at(path));
        token.ifPresent(secret -> builder.header("Authorization", "Bearer " + secret));
        return builder;
    }

    private static String read(BearerToken token) {
        try {
            return token.text();
        } catch (FetchException unusable) {
            throw new EngineFault(Reach.EVERYTHING, unusable.getMessage(), unusable);
        }
    }

    private static void trust(HttpClient.Builder builder, ClientTls tls) {
        try {
            builder.sslContext(tls.context());
        } catch (TlsFileException unusable) {
            throw new EngineFault(
                    Reach.EVERYTHING, "was not asked, " + unusable.getMessage() + ": " + unusable.remedy(), unusable);
        }
    }

    private static void unlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
