package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gpugovernor.daemon.config.NvmlConfig;
import io.gpugovernor.daemon.discover.FakeProc;
import io.gpugovernor.daemon.discover.ProcReader;
import io.gpugovernor.daemon.node.ScriptedVllm;
import io.gpugovernor.daemon.scenario.SpokenEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node with eight GPUs and two engines: vLLM on 0 to 3, SGLang on 4 and 5. */
@Timeout(120)
class DiscoveredEnginesTest {
    private static final String CONTAINER = "/system.slice/docker-" + "ab".repeat(32) + ".scope";

    @TempDir
    private Path folder;

    private DoubledNode node;
    private FakeProc proc;

    @BeforeEach
    void aNode() {
        node = DoubledNode.in(
                folder,
                "gpus=8",
                "gpu0.processes=102",
                "gpu1.processes=103",
                "gpu2.processes=104",
                "gpu3.processes=105",
                "gpu4.processes=201",
                "gpu5.processes=202");
        proc = FakeProc.in(folder.resolve("proc"));
    }

    @Test
    void theDoctorTellsWhichGpusAreWhoseAndHowItKnows() throws Exception {
        try (SpokenEngine chat = new SpokenEngine("VLLM_V1").answers("/version", "{\"version\": \"0.11.2\"}");
                SpokenEngine code = new SpokenEngine("SGLANG")
                        .answers("/get_server_info", "{\"tp_size\": 2, \"version\": \"0.5.1\"}")) {
            chatOn(chat.port(), "4");
            codeOn(code.port());
            String policy = policy(
                    "observe", domain("chat", chat.url(), "auto", "vllm"), domain("code", code.url(), "auto", "auto"));

            try (ChildJvm doctor = gpuGovernor("doctor", "--config", policy)) {
                assertThat(doctor.ends()).isEqualTo(ExitCodes.OK);
                assertThat(doctor.out())
                        .contains(
                                "domain chat: " + chat.url() + "/metrics is vLLM 0.11.2",
                                "GPU 0, 1, 2, 3: domain chat: gpus: auto is gpus: [0, 1, 2, 3]: process 100 (vllm) listens"
                                        + " on port " + chat.port()
                                        + "; processes 102, 103, 104, 105, started by it, compute on GPU 0, 1, 2, 3",
                                "domain chat: was started with tensor-parallel size 4 (its command line), requests in a"
                                        + " batch at most 64 (its command line), tokens in a step at most 8192 (its"
                                        + " command line)",
                                "domain code: " + code.url() + "/metrics is SGLang",
                                "domain code: does not show tbt: requests that were too slow are not counted",
                                "GPU 4, 5: domain code: gpus: auto is gpus: [4, 5]: ",
                                "domain code: was started with tensor-parallel size 2 (its /get_server_info)");
            }
            try (ChildJvm doctor = gpuGovernor("doctor", "--json", "--config", policy)) {
                assertThat(doctor.ends()).isEqualTo(ExitCodes.OK);
                JsonArray engines =
                        JsonParser.parseString(doctor.out()).getAsJsonObject().getAsJsonArray("engines");
                JsonObject first = engines.get(0).getAsJsonObject();
                assertThat(first.get("gpus")).hasToString("[0,1,2,3]");
                assertThat(first.get("process").getAsString()).isEqualTo("process 100 (vllm)");
                assertThat(first.get("engine").getAsString()).isEqualTo("vLLM");
                assertThat(first.get("version").getAsString()).isEqualTo("0.11.2");
                assertThat(first.getAsJsonObject("settings").getAsJsonObject("stepTokens"))
                        .hasToString("{\"value\":8192,\"source\":\"its command line\"}");
                assertThat(first.get("refusal").isJsonNull()).isTrue();
                assertThat(engines.get(1)
                                .getAsJsonObject()
                                .getAsJsonObject("missing")
                                .has("tbt"))
                        .isTrue();
            }
        }
        assertThat(node.writes()).isEmpty();
    }

    @Test
    void theDoctorFindsListsThatAreWrong() throws Exception {
        try (SpokenEngine chat = new SpokenEngine("VLLM_V1")) {
            chatOn(chat.port(), "8");
            try (ChildJvm doctor = gpuGovernor(
                    "doctor",
                    "--config",
                    policy(
                            "observe",
                            domain("chat", chat.url(), "[0, 1]", "vllm"),
                            domain("code", URI.create("http://127.0.0.1:1"), "auto", "vllm")))) {
                assertThat(doctor.ends()).isEqualTo(ExitCodes.NO_GPU);
                assertThat(doctor.out())
                        .contains(
                                "domain chat: its engine was found elsewhere than on the GPUs it lists",
                                "-> write gpus: [0, 1, 2, 3], or gpus: auto",
                                "domain chat: its engine takes 8 GPUs (its command line), and 2 GPUs would be governed",
                                "domain code: http://127.0.0.1:1/metrics refuses connections",
                                "-> start the engine or correct the address",
                                "problem  mapping         domain code: gpus: auto finds no certain answer: no process of"
                                        + " this node listens on port 1",
                                "-> start the engine before the governor");
            }
        }
    }

    @Test
    void theDaemonLocksTheGpusItFoundAndSaysWhy() throws Exception {
        try (ScriptedVllm engine = new ScriptedVllm()) {
            chatOn(engine.url().getPort(), "4");
            String policy = policy("enforce", domain("chat", engine.url(), "auto", "vllm"));
            try (ChildJvm daemon = gpuGovernor("run", "--config", policy)) {
                node.locks(0, 1, 2, 3);
                daemon.saysOnErr("domain=chat gpus=[0, 1, 2, 3] found: process 100 (vllm) listens on port");
                daemon.saysOnErr("domain=chat its engine computes at most 8192 tokens in a step (its command line)");
                daemon.saysOnErr("domain=chat its engine takes at most 64 requests in a batch (its command line)");
                daemon.signal("TERM");
                assertThat(daemon.ends()).isEqualTo(143);
            }
            node.setAndReleasedExactly(0, 1, 2, 3);
        }
    }

    @Test
    void theDaemonRefusesToGuess() throws Exception {
        try (ScriptedVllm engine = new ScriptedVllm()) {
            chatOn(engine.url().getPort(), "8");
            String policy = policy("enforce", domain("chat", engine.url(), "auto", "vllm"));
            try (ChildJvm daemon = gpuGovernor("run", "--config", policy)) {
                assertThat(daemon.ends()).isEqualTo(ExitCodes.NO_GPU);
                assertThat(daemon.err())
                        .contains("domain chat: gpus: auto finds GPU 0, 1, 2, 3, but its engine takes 8 GPUs");
            }
            proc.hides();
            try (ChildJvm daemon = gpuGovernor("run", "--config", policy)) {
                assertThat(daemon.ends()).isEqualTo(ExitCodes.NO_GPU);
                assertThat(daemon.err()).contains("domain chat: gpus: auto finds no certain answer: /proc hides");
            }
        }
        assertThat(node.writes()).isEmpty();
    }

    private void chatOn(int port, String tensorParallel) {
        proc.process(
                        100,
                        1,
                        "vllm",
                        "/user.slice",
                        "/usr/bin/python3",
                        "/usr/bin/vllm",
                        "serve",
                        "m",
                        "-tp",
                        tensorParallel,
                        "--max-num-seqs",
                        "64",
                        "--max-num-batched-tokens",
                        "8192")
                .listens(100, "0100007F", port)
                .process(101, 100, "VLLM::EngineCore", "/user.slice");
        for (int worker = 102; worker < 106; worker++) {
            proc.process(worker, 101, "VLLM::Worker", "/user.slice");
        }
    }

    private void codeOn(int port) {
        proc.inNetwork(200, 1, "python3", CONTAINER, "net:[4026532700]", "python3", "-m", "sglang.launch_server")
                .listens(200, port)
                .inNetwork(201, 200, "sglang::schedul", CONTAINER, "net:[4026532700]")
                .inNetwork(202, 200, "sglang::schedul", CONTAINER, "net:[4026532700]");
    }

    private ChildJvm gpuGovernor(String... arguments) throws IOException {
        return node.governor(
                Map.of(
                        NvmlConfig.LIBRARY_VARIABLE,
                        folder.resolve("libnvidia-ml.so.1").toString(),
                        ProcReader.VARIABLE,
                        proc.root().toString()),
                arguments);
    }

    private static String domain(String name, URI url, String gpus, String type) {
        return "  - {name: " + name + ", engine: {url: \"" + url + "\", type: " + type + ", feed: off}, gpus: " + gpus
                + ", clocks: {min: 1200MHz, max: 1200MHz}}\n";
    }

    private String policy(String mode, String... domains) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Files.writeString(
                            folder.resolve("policy.yaml"),
                            """
                    apiVersion: gpu-governor/v1
                    mode: %s
                    telemetry: {period: 200ms}
                    safety: {staleAfter: 5s}
                    http: {listen: "127.0.0.1:%d"}
                    domains:
                    """.formatted(mode, free.getLocalPort()) + String.join("", domains))
                    .toString();
        }
    }
}
