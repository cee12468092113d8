package io.gpugovernor.daemon.loadgen;

import static io.gpugovernor.daemon.loadgen.ScriptedEndpoint.says;
import static io.gpugovernor.daemon.loadgen.ScriptedEndpoint.streams;
import static io.gpugovernor.daemon.loadgen.ScriptedEndpoint.token;
import static io.gpugovernor.daemon.loadgen.ScriptedEndpoint.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.daemon.loadgen.ScriptedEndpoint.Script;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.sweep.Errand;
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.Reading;
import io.gpugovernor.sim.sweep.RequestRate;
import io.gpugovernor.sim.sweep.Subject;
import io.gpugovernor.sim.sweep.TestbedException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that are not what they should be: each ends in one line that says what is wrong, where, and what to do. */
class EndpointFaultsTest {
    private static final Prompt ASKED = new Prompt(100, 3);
    private static final Script GOOD = streams(token(), token(), token(), usage(100, 3));

    private final SystemTime time = new SystemTime();
    private final List<String> remarks = new ArrayList<>();

    static Stream<Arguments> strangers() {
        String refusal = "{\"error\":{\"message\":\"maximum context length is 64\\ntokens\",\"code\":400}}";
        return Stream.of(
                Arguments.of(
                        says(400, "application/json", refusal),
                        "refuses a request of 100 tokens in and 3 out"
                                + " (status 400: maximum context length is 64 tokens): measure classes that fit the model"),
                Arguments.of(says(404, "application/json", "{}"), "has no /v1/completions for it (status 404)"),
                Arguments.of(says(401, "text/plain", ""), "refuses with status 401: give its token with --token-file"),
                Arguments.of(says(503, "text/plain", "busy"), "turned a request away (status 503)"),
                Arguments.of(says(200, "text/html", "<html>"), "with text/html: it is no OpenAI-compatible server"),
                Arguments.of(streams("{\"choices\":", "x"), "streams what is no JSON object ('{\"choices\":')"),
                Arguments.of(streams("{\"tokens\":1}"), "streams events without choices"),
                Arguments.of(
                        streams(token(), usage(100, 1)),
                        "generated 1 tokens where 3 were asked for: it does not" + " honour ignore_eos"),
                Arguments.of(streams(token(), token()), "generated 2 tokens where 3 were asked for"),
                Arguments.of(
                        streams(token(), token(), token(), usage(103, 3)), "counted 103 tokens in a prompt of 100"),
                Arguments.of(streams("{\"error\":{\"message\":\"CUDA error\"}}"), "broke off an answer: CUDA error"),
                Arguments.of(
                        says(200, "text/event-stream", "data: " + token() + "\n\n"),
                        "ended an answer after 1 of 3 tokens"),
                Arguments.of(
                        says(200, "text/event-stream", "x".repeat(70_000)), "sends a line of more than 65536 bytes"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("strangers")
    void saysInOneLineWhatIsWrongWithAnAnswer(Script script, String wrong) throws Exception {
        try (ScriptedEndpoint endpoint = new ScriptedEndpoint(ScriptedEndpoint.ONE_MODEL, script);
                LiveTestbed live = testbed(endpoint.url(), Patience.DEFAULT)) {
            assertThatThrownBy(() -> live.volley(1, ASKED))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageStartingWith(endpoint.url() + " ")
                    .hasMessageContaining(wrong)
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void measuresAnEngineThatDoesAsItIsTold() throws Exception {
        try (ScriptedEndpoint endpoint = new ScriptedEndpoint(ScriptedEndpoint.ONE_MODEL, GOOD);
                LiveTestbed live = testbed(endpoint.url(), Patience.DEFAULT)) {
            Reading reading = live.serve(new Errand(ASKED, new RequestRate(200), 20, 5, 1));

            assertThat(reading.failed()).isZero();
            assertThat(reading.requests()).hasSize(20).allMatch(timing -> timing.outputTokens() == 3);
            assertThat(reading.applied()).contains(new Megahertz(1980));
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        URI gone;
        try (ScriptedEndpoint endpoint = new ScriptedEndpoint(ScriptedEndpoint.ONE_MODEL, GOOD)) {
            gone = endpoint.url();
        }
        assertThatThrownBy(() -> ask(gone, Optional.empty()))
                .isInstanceOf(TestbedException.class)
                .hasMessage(gone + " refuses connections: start the engine, or correct the address");
    }

    @Test
    void takesNoPageForAListOfModels() throws Exception {
        try (ScriptedEndpoint endpoint = new ScriptedEndpoint("<html>", GOOD)) {
            assertThatThrownBy(() -> ask(endpoint.url(), Optional.empty()))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining("answers /v1/models with no list of models");
        }
    }

    @Test
    void asksForAModelThatIsServed() throws Exception {
        String two = "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}";
        try (ScriptedEndpoint endpoint = new ScriptedEndpoint(two, GOOD)) {
            assertThatThrownBy(() -> ask(endpoint.url(), Optional.empty()))
                    .hasMessageContaining("serves several models: say which with --model, of [a, b]");
            assertThatThrownBy(() -> ask(endpoint.url(), Optional.of("c")))
                    .hasMessageContaining("does not serve c: choose one of [a, b]");
            assertThat(ask(endpoint.url(), Optional.of("b")).served().model()).isEqualTo("b");
        }
    }

    @Test
    void givesUpOnAnEngineThatNeverAnswers() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Script silence = exchange -> {
            try {
                assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        };
        try (ScriptedEndpoint endpoint = new ScriptedEndpoint(ScriptedEndpoint.ONE_MODEL, silence);
                LiveTestbed live =
                        testbed(endpoint.url(), new Patience(Duration.ofMillis(200), 2, Duration.ofSeconds(1)))) {
            assertThatThrownBy(() -> live.volley(3, ASKED))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining("did not finish a request in time");
            assertThat(remarks)
                    .containsExactly("overloaded: 1 of 3 requests could not be sent on time, 1 of them not at all, as"
                            + " too many were under way");
            over.countDown();
        }
    }

    @Test
    void endsAtOnceWhenTheEngineDiesUnderLoad() throws Exception {
        AtomicInteger served = new AtomicInteger();
        AtomicReference<ScriptedEndpoint> dying = new AtomicReference<>();
        Script script = exchange -> {
            if (served.incrementAndGet() == 5) {
                Objects.requireNonNull(dying.get()).close();
            }
            GOOD.answer(exchange);
        };
        try (ScriptedEndpoint endpoint = new ScriptedEndpoint(ScriptedEndpoint.ONE_MODEL, script);
                LiveTestbed live = testbed(endpoint.url(), Patience.DEFAULT)) {
            dying.set(endpoint);
            assertThatThrownBy(() -> live.serve(new Errand(ASKED, new RequestRate(100), 10_000, 0, 1)))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining("refuses connections");
        }
    }

    @Test
    void setsNoClockWhereItMayOnlyObserve() throws Exception {
        try (ScriptedEndpoint endpoint = new ScriptedEndpoint(ScriptedEndpoint.ONE_MODEL, GOOD);
                LiveTestbed live = testbed(endpoint.url(), Patience.DEFAULT)) {
            assertThat(live.clocks()).isEmpty();
            assertThatThrownBy(() -> live.lock(Optional.of(new Megahertz(1980))))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining("no clock is set in observe mode");
        }
    }

    private Engine ask(URI url, Optional<String> model) {
        return Engine.ask(new Endpoint(url), model, time);
    }

    private LiveTestbed testbed(URI url, Patience patience) {
        GpuId gpu = new GpuId(0, "GPU-0d0b1e00-0000-4000-8000-000000000000", "00000000:1B:00.0", "H100");
        GpuReading reading = new GpuReading(
                gpu,
                io.gpugovernor.core.model.Reading.of(new Megahertz(1980)),
                io.gpugovernor.core.model.Reading.of(new Watts(100)),
                io.gpugovernor.core.model.Reading.of(new Joules(1)),
                Set.of());
        Subject subject = new Subject(
                "node", "H100", "1", "engine", "m", 1, 256, 2048, Optional.empty(), List.of(), Optional.empty());
        NodeGpus gpus = new NodeGpus(
                new SensorGauge(() -> List.of(reading)), List.of(gpu), List.of(new Megahertz(1980)), Optional.empty());
        return new LiveTestbed(ask(url, Optional.empty()), subject, gpus, time, patience, 1, remarks::add);
    }
}
