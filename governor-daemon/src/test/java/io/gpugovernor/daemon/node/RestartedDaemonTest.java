package io.gpugovernor.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.http.ListenException;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.profile.HardwareProfiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole daemons, one after the other, on the same state directory. */
@Timeout(90)
class RestartedDaemonTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path state;

    @Test
    void goesOnWithWhatItLearnedAndSaysSo() throws Exception {
        try (ScriptedVllm engine = new ScriptedVllm()) {
            engine.serves("llama-8b");
            try (Daemon first = daemon(engine)) {
                says(first, "anew: nothing was kept in " + state.resolve("chat.json"));
                Eventually.holds(
                        "a decision",
                        () -> first.latest("chat")
                                .filter(decision -> decision.outlook().isPresent())
                                .isPresent());
            }
            assertThat(Files.readString(state.resolve("chat.json"))).contains("\"model\": \"llama-8b\"");

            try (Daemon second = daemon(engine)) {
                says(second, "restored from " + state.resolve("chat.json"));
                Eventually.holds(
                        "a decision",
                        () -> second.latest("chat")
                                .filter(decision -> decision.outlook().isPresent())
                                .isPresent());
            }
            engine.serves("qwen-32b");
            try (Daemon third = daemon(engine)) {
                says(third, "learned elsewhere: model was 'llama-8b' and is 'qwen-32b'");
            }
        }
    }

    @Test
    void governsAllTheSameWhereTheDirectoryIsGone() throws Exception {
        Files.delete(state);
        try (ScriptedVllm engine = new ScriptedVllm()) {
            engine.serves("llama-8b");
            try (Daemon daemon = daemon(engine)) {
                Eventually.holds(
                        "a decision",
                        () -> daemon.latest("chat")
                                .filter(decision -> decision.outlook().isPresent())
                                .isPresent());
            }
        }
        assertThat(state).doesNotExist();
        Files.createDirectory(state);
    }

    private void says(Daemon daemon, String learning) {
        Eventually.value("status says '" + learning + "'", () -> learning(daemon), said -> said.contains(learning));
    }

    private String learning(Daemon daemon) {
        URI url = URI.create("http://127.0.0.1:" + daemon.address().getPort() + "/api/v1/status");
        HttpRequest request =
                HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build();
        try {
            String body =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            JsonObject domain = JsonParser.parseString(body)
                    .getAsJsonObject()
                    .getAsJsonArray("domains")
                    .get(0)
                    .getAsJsonObject();
            return domain.get("learning").getAsString();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Daemon daemon(ScriptedVllm engine) throws ListenException {
        SystemTime time = new SystemTime();
        return new Daemon(
                Mode.ENFORCE,
                new DomainFactory(
                                PolicyText.read(PolicyText.of(engine.url())),
                                new SimulatedFleet(HardwareProfiles.load("h100-llama-8b"), Mode.ENFORCE, time),
                                time,
                                Optional.of(state))
                        .domains(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                time,
                true);
    }
}
