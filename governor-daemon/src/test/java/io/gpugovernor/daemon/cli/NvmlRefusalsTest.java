package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.config.NvmlConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes on which nothing can be governed: one line, its remedy, and 5. */
@Timeout(120)
class NvmlRefusalsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"observe", "enforce"})
    void refusesANodeWhoseDriverIsNotLoaded(String mode) throws Exception {
        try (GovernedNode node = new GovernedNode(folder, "driver-not-loaded=1")) {
            assertThat(refusal(node, mode, "[0]"))
                    .startsWith("run: no GPU: ")
                    .contains("Driver not loaded", "see that nvidia-smi works", "add --simulated-gpus h100-llama-8b");
        }
    }

    @Test
    void refusesANodeThatListsNoGpu() throws Exception {
        try (GovernedNode node = new GovernedNode(folder)) {
            node.gpus().with("gpus=0");
            assertThat(refusal(node, "enforce", "auto"))
                    .isEqualTo("run: no GPU: the driver lists none; see nvidia-smi -L, and in a container that GPUs are"
                            + " passed in, or, to try the daemon without, add --simulated-gpus h100-llama-8b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"observe", "enforce"})
    void doesNotCallGpusAbsentThatCannotBeRead(String mode) throws Exception {
        try (GovernedNode node = new GovernedNode(folder, "fail.nvmlDeviceGetUUID=15")) {
            assertThat(refusal(node, mode, "auto"))
                    .startsWith("run: no GPU: none that the driver lists can be read: GPU 0 cannot be identified: ")
                    .contains("GPU 3 cannot be identified: UUID: GPU is lost (NVML status 15)", "dmesg")
                    .doesNotContain("lists none");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"observe", "enforce"})
    void refusesANodeWithMigOnEveryGpu(String mode) throws Exception {
        try (GovernedNode node = new GovernedNode(folder, "mig=1")) {
            assertThat(refusal(node, mode, "[0]")).contains("domain chat", "has MIG on");
        }
    }

    @Test
    void refusesANodeWithoutTheLibraryAndNamesWhereItLooked() throws Exception {
        try (GovernedNode node = new GovernedNode(folder)) {
            Path config = Files.writeString(folder.resolve("policy.yaml"), """
                    apiVersion: gpu-governor/v1
                    domains:
                      - name: chat
                        engine: {url: "http://127.0.0.1:9"}
                    """);
            String missing = folder.resolve("missing.so").toString();
            try (ChildJvm daemon = node.gpus()
                    .governor(Map.of(NvmlConfig.LIBRARY_VARIABLE, missing), "run", "--config", config.toString())) {
                assertThat(onlyLine(daemon))
                        .startsWith("run: no GPU: ")
                        .contains("tried " + missing + " (no such file)", "add --simulated-gpus h100-llama-8b");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"observe", "enforce"})
    void refusesAGpuWithMig(String mode) throws Exception {
        try (GovernedNode node = new GovernedNode(folder, "gpu1.mig=1")) {
            assertThat(refusal(node, mode, "[0, 1]"))
                    .contains(
                            "domain chat", "GPU 1 (" + DoubledNode.uuid(1) + ") has MIG on", "nvidia-smi -i 1 -mig 0");
        }
    }

    @Test
    void governsTheGpusBesideOneWithMig() throws Exception {
        try (GovernedNode node = new GovernedNode(folder, "gpu1.mig=1");
                ChildJvm daemon = node.run("enforce", "", "chat: [0, 2]")) {
            node.gpus().locks(0, 2);
            daemon.signal("TERM");
            assertThat(daemon.ends()).isEqualTo(143);
            node.gpus().setAndReleasedExactly(0, 2);
        }
    }

    @Test
    void refusesAGpuThatIsNotThereAndListsThoseThatAre() throws Exception {
        try (GovernedNode node = new GovernedNode(folder)) {
            assertThat(refusal(node, "enforce", "[0, 7]"))
                    .contains("domain chat", "no GPU 7", "NVML lists", "GPU 3 (" + DoubledNode.uuid(3) + ")");
        }
    }

    @Test
    void refusesGpusThatListDifferentClocks() throws Exception {
        try (GovernedNode node = new GovernedNode(folder, "gpu1.highest=1755")) {
            assertThat(refusal(node, "enforce", "[0, 1]")).contains("list different clocks", "domains of their own");
        }
    }

    private static String refusal(GovernedNode node, String mode, String gpus) throws Exception {
        try (ChildJvm daemon = node.run(mode, "", "chat: " + gpus)) {
            String line = onlyLine(daemon);
            assertThat(node.gpus().writes()).isEmpty();
            return line;
        }
    }

    private static String onlyLine(ChildJvm daemon) throws InterruptedException {
        int exit = daemon.ends();
        assertThat(daemon.err().lines().toList()).as("lines on standard error").hasSize(1);
        assertThat(exit).isEqualTo(ExitCodes.NO_GPU);
        assertThat(daemon.out()).isEmpty();
        return daemon.err().strip();
    }
}
