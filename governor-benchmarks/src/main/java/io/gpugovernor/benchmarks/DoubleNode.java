package io.gpugovernor.benchmarks;

import io.gpugovernor.nvml.NvmlException;
import io.gpugovernor.nvml.NvmlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Eight GPUs of the test double of {@code libnvidia-ml}, compiled here, in the build's own folder. */
final class DoubleNode {
    private static final Path SOURCES = Path.of("governor-nvml", "src", "test", "native");
    private static final Path BUILT = Path.of("governor-benchmarks", "target", "nvml-double");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private DoubleNode() {}

    /** Compiles the double unless it is newer than its sources. The working folder is the source tree. */
    static NvmlNode open() throws IOException, InterruptedException, NvmlException {
        int failed = new ProcessBuilder("sh", SOURCES.resolve("build.sh").toString(), BUILT.toString())
                .inheritIO()
                .start()
                .waitFor();
        Path library = BUILT.resolve("libnvml-double.so").toAbsolutePath();
        if (failed != 0 || !Files.exists(library)) {
            throw new IllegalStateException("the NVML double was not built, so its calls cannot be timed: install gcc,"
                    + " and start this with governor-benchmarks/run");
        }
        Files.write(BUILT.resolve("control"), List.of("gpus=8"));
        return NvmlNode.open(Optional.of(library.toString()), PATIENCE);
    }
}
