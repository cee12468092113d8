package io.gpugovernor.daemon.soak;

import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A node to measure a daemon on: eight GPUs of the NVML double and two simulated engines of four each, at 40 % of their
 * capacity, as fast as real ones. Prints the address of each engine, a line each, and serves until its input ends.
 */
public final class EightGpuNode {
    private static final String HARDWARE = "h100-llama-70b-tp4";
    private static final String LOAD = "40";
    private static final Duration ROUND = Duration.ofMinutes(10);
    /** Of a lock and its removal on the double; readings cost what they cost. */
    private static final List<String> SWITCHES = List.of("firmware-us=8000");

    private EightGpuNode() {}

    /** @param arguments the double's library, and the folder that becomes the node */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        DoubledGpus gpus = DoubledGpus.in(folder, Path.of(arguments[0]), SWITCHES);
        HardwareProfile hardware = HardwareProfiles.load(HARDWARE);
        try (SoakEngine first = SoakEngine.start(
                        gpus, List.of(0, 1, 2, 3), hardware, WorkloadPreset.CONVERSATION, LOAD, ROUND);
                SoakEngine second =
                        SoakEngine.start(gpus, List.of(4, 5, 6, 7), hardware, WorkloadPreset.CODE, LOAD, ROUND)) {
            System.out.println(first.url());
            System.out.println(second.url());
            while (System.in.read() >= 0) {
                // Whoever started it holds its input open for as long as it is needed.
            }
        }
        System.exit(0);
    }
}
