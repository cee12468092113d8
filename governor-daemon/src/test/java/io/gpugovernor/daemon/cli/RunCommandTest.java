package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.node.PolicyText;
import io.gpugovernor.daemon.node.ScriptedVllm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RunCommandTest {
    private static final URI NO_ENGINE = URI.create("http://127.0.0.1:9");

    @TempDir
    private Path folder;

    private Path config = Path.of("policy.yaml");

    @BeforeEach
    void placeTheFile() {
        config = folder.resolve("policy.yaml");
    }

    @Test
    void namesEveryProblemOfThePolicyFile() throws IOException {
        Files.writeString(config, "apiVersion: gpu-governor/v1\nmod: observe\ndomains:\n  - name: chat\n    slo: 5\n");

        Ran ran = run("--simulated-gpus", "h100-llama-8b");

        assertThat(ran.exit()).isEqualTo(ExitCodes.CONFIG_INVALID);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines().toList())
                .hasSizeGreaterThan(3)
                .anyMatch(line -> line.startsWith(config + ":2:1: unknown key 'mod'"))
                .anyMatch(line -> line.contains(":4:5: the key engine is missing"))
                .anyMatch(line -> line.contains("domains[0].slo"))
                .last()
                .isEqualTo("run: " + config + " is not valid; mend it and check it with check-config");
    }

    @Test
    void saysWhatToDoWithoutAGpu() throws IOException {
        // By a path that does not exist: by its name, a library that another test loaded would be found.
        Files.writeString(config, PolicyText.of(NO_ENGINE) + "nvml: {library: /nowhere/libnvidia-ml.so.1}\n");

        Ran ran = run();

        assertThat(ran.exit()).isEqualTo(ExitCodes.NO_GPU);
        assertThat(ran.onlyLine()).startsWith("run: no GPU: ").contains("add --simulated-gpus h100-llama-8b");
    }

    @Test
    void refusesGpusThatNoProfileDescribes() throws IOException {
        Files.writeString(config, PolicyText.of(NO_ENGINE));

        Ran ran = run("--simulated-gpus", "b300");

        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.onlyLine()).startsWith("run: b300: no such hardware profile or file");
    }

    @Test
    void refusesADomainThatDoesNotFitTheGpus() throws IOException {
        Files.writeString(config, PolicyText.of(NO_ENGINE, "gpus: [0, 1, 2]"));

        Ran ran = run("--simulated-gpus", "h100-llama-8b");

        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.onlyLine()).startsWith("run: domain chat names 3 GPUs, but h100-llama-8b simulates 1");
    }

    @Test
    void namesThePortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            Files.writeString(config, PolicyText.of(NO_ENGINE) + "http: {listen: \"" + address + "\"}\n");

            Ran ran = run("--simulated-gpus", "h100-llama-8b");

            assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
            assertThat(ran.onlyLine()).startsWith("run: cannot listen on " + address + ": the port is in use; stop");
        }
    }

    @Test
    void governsUntilItIsTerminatedAndLogsTheRelease() throws Exception {
        int port = freePort();
        try (ScriptedVllm engine = new ScriptedVllm()) {
            Files.writeString(config, PolicyText.of(engine.url()) + "http: {listen: \"127.0.0.1:" + port + "\"}\n");
            try (ChildJvm daemon = ChildJvm.start(
                    folder,
                    "run",
                    "--config",
                    config.toString(),
                    "--mode",
                    "enforce",
                    "--simulated-gpus",
                    "h100-llama-8b")) {
                daemon.saysOnErr("mode=enforce domains=1 listen=127.0.0.1:" + port + " gpus=simulated:h100-llama-8b");
                daemon.saysOnErr("domain=chat state=governing");
                assertThat(Ran.governor("status", "--url", "http://127.0.0.1:" + port)
                                .exit())
                        .isEqualTo(ExitCodes.OK);

                daemon.signal("TERM");

                assertThat(daemon.ends()).isEqualTo(143);
                assertThat(daemon.err()).contains("domain=chat state=released reason=shutdown");
                assertThat(daemon.out()).isEmpty();
                assertThat(daemon.err()).doesNotContain("Exception", "ERROR");
            }
        }
    }

    private Ran run(String... options) {
        String[] typed = new String[options.length + 3];
        typed[0] = "run";
        typed[1] = "--config";
        typed[2] = config.toString();
        System.arraycopy(options, 0, typed, 3, options.length);
        return Ran.governor(typed);
    }

    /** Free a moment ago; the configuration takes no port 0. */
    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
