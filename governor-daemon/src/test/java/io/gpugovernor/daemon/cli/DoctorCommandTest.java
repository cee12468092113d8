package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gpugovernor.daemon.Main;
import io.gpugovernor.daemon.config.NvmlConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DoctorCommandTest {
    private static final Path DOUBLE = Path.of("../governor-nvml/target/test-classes/native/libnvml-double.so");

    @TempDir
    private Path folder;

    @Test
    void printsEveryProblemOfAnInvalidPolicyAndExitsWithThree() throws IOException {
        Path file = Files.writeString(folder.resolve("policy.yaml"), """
                apiVersion: gpu-governor/v1
                mod: observe
                domains:
                  - {name: chat, engine: {url: "http://127.0.0.1:8000"}, slo: {ttft: 600}}
                """);

        Ran ran = Ran.governor("doctor", "--config", file.toString());

        assertThat(ran.exit()).isEqualTo(ExitCodes.CONFIG_INVALID);
        assertThat(ran.out())
                .contains("problem  policy", file + ":2:1: unknown key 'mod'", "-> did you mean mode?", "has no unit")
                .endsWith("Not yet: 2 problems in the policy file, each with its remedy above; nothing else was"
                        + " examined.\n");
    }

    @Test
    void exitsWithFiveWhereTheNamedLibraryIsMissing() throws IOException {
        Ran ran = Ran.governor("doctor", "--config", policy("enforce", "[0]", folder.resolve("none.so")));

        assertThat(ran.exit()).isEqualTo(ExitCodes.NO_GPU);
        assertThat(ran.out())
                .contains("problem  library", "NVML was not found; tried: ", "none.so", "-> correct")
                .endsWith("\nNot yet: 1 problem and 1 warning, each with its remedy above.\n");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void writesTheSameFindingsAsJson() throws IOException {
        JsonObject json =
                json(Ran.governor("doctor", "--json", "--config", policy("observe", "[0]", folder.resolve("none.so"))));

        assertThat(json.get("schema").getAsInt()).isEqualTo(1);
        assertThat(json.get("exit").getAsInt()).isEqualTo(ExitCodes.NO_GPU);
        assertThat(json.get("status").getAsString()).isEqualTo("problem");
        assertThat(findings(json)).allSatisfy(finding -> {
            assertThat(finding.keySet()).containsExactly("topic", "status", "gpus", "sentence", "remedy");
            assertThat(finding.get("remedy").isJsonNull())
                    .isEqualTo(finding.get("status").getAsString().equals("ok"));
        });
    }

    @Test
    void examinesANodeWithoutTouchingIt() throws IOException {
        Path library = node("gpus=2", "persistence=0", "gpu1.mig=1", "gpu0.processes=71,72");

        JsonObject json = json(Ran.governor("doctor", "--json", "--config", policy("observe", "[0]", library)));

        assertThat(json.get("exit").getAsInt()).isEqualTo(ExitCodes.OK);
        assertThat(json.get("status").getAsString()).isEqualTo("warning");
        assertThat(sentences(json))
                .contains(
                        "[] NVML found at " + library,
                        "[] driver 580.159.03, NVML 13.580.159.03",
                        "[0,1] clocks from 345 to 1980 MHz in 110 steps",
                        "[0] MIG is off",
                        "[0,1] power limit 700 W, can be set from 200 W to 700 W",
                        "[0] held by processes 71, 72",
                        "[] domain chat: GPU 0, all that it names");
        assertThat(folder.resolve("writes.log")).doesNotExist();
    }

    @Test
    void exitsWithFiveForEachWayInWhichThereIsNothingToGovern() throws IOException {
        assertThat(exitOn("[0]", "driver-not-loaded=1")).isEqualTo(ExitCodes.NO_GPU);
        assertThat(exitOn("auto", "gpus=0")).isEqualTo(ExitCodes.NO_GPU);
        assertThat(exitOn("[0]", "mig=1")).isEqualTo(ExitCodes.NO_GPU);
        assertThat(exitOn("auto", "gpus=2", "mig=1")).isEqualTo(ExitCodes.NO_GPU);
        assertThat(exitOn("auto", "gpus=2", "fail.nvmlDeviceGetUUID=15")).isEqualTo(ExitCodes.NO_GPU);
        assertThat(exitOn("[3]", "gpus=2")).isEqualTo(ExitCodes.NO_GPU);
        // A domain whose engine is not found has no GPU either.
        assertThat(exitOn("auto", "gpus=2")).isEqualTo(ExitCodes.NO_GPU);
        assertThat(exitOn("[0]", "gpus=2")).isEqualTo(ExitCodes.OK);
    }

    @Test
    void doesNotCallGpusAbsentThatCannotBeRead() throws IOException {
        Path library = node("gpus=2", "fail.nvmlDeviceGetUUID=15");
        Ran ran = Ran.governor("doctor", "--config", policy("observe", "auto", library));
        assertThat(ran.out())
                .contains(
                        "GPU 1 cannot be identified",
                        "the driver lists GPUs, 2 in number, and none of them can be read")
                .doesNotContain("lists no GPU");
    }

    @Test
    void takesTheLibraryFromTheEnvironmentRatherThanThePolicy() throws IOException, InterruptedException {
        Path library = node("gpus=1");
        Path out = folder.resolve("out.txt");
        ProcessBuilder doctor = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "doctor",
                "--config",
                policy("observe", "[0]", folder.resolve("none.so"))));
        doctor.environment().put(NvmlConfig.LIBRARY_VARIABLE, library.toString());
        Process process = doctor.redirectOutput(out.toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(out).content().contains("NVML found at " + library);
        assertThat(process.exitValue()).isEqualTo(ExitCodes.OK);
    }

    private int exitOn(String gpus, String... switches) throws IOException {
        Path library = node(switches);
        return Ran.governor("doctor", "--config", policy("observe", gpus, library))
                .exit();
    }

    /** A node with these switches, in a folder of its own: the library is loaded once a path. */
    private Path node(String... switches) throws IOException {
        assumeTrue(Files.exists(DOUBLE), "the NVML double was not built (" + DOUBLE + "): install gcc and build again");
        folder = Files.createTempDirectory(folder, "node");
        Files.write(folder.resolve("control"), List.of(switches));
        return Files.copy(DOUBLE, folder.resolve("libnvidia-ml.so.1"));
    }

    private String policy(String mode, String gpus, Path library) throws IOException {
        return Files.writeString(folder.resolve("policy.yaml"), """
                apiVersion: gpu-governor/v1
                mode: %s
                domains:
                  - {name: chat, engine: {url: "http://127.0.0.1:8000"}, gpus: %s}
                nvml: {library: "%s"}
                """.formatted(mode, gpus, library))
                .toString();
    }

    private static JsonObject json(Ran ran) {
        assertThat(ran.err()).isEmpty();
        return JsonParser.parseString(ran.out()).getAsJsonObject();
    }

    private static List<JsonObject> findings(JsonObject json) {
        return StreamSupport.stream(json.getAsJsonArray("findings").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static List<String> sentences(JsonObject json) {
        return findings(json).stream()
                .map(finding ->
                        finding.get("gpus") + " " + finding.get("sentence").getAsString())
                .toList();
    }
}
