package io.gpugovernor.daemon.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How NVML is found.
 *
 * @param library path of {@code libnvidia-ml.so.1}; empty to search where drivers put it
 */
public record NvmlConfig(Optional<Path> library) {
    /** The environment variable that overrides the file. */
    public static final String LIBRARY_VARIABLE = "GPU_GOVERNOR_NVML_LIBRARY";

    public static final NvmlConfig DEFAULT = new NvmlConfig(Optional.empty());

    /** This configuration, or the library that {@code environment} names in {@link #LIBRARY_VARIABLE}. */
    public NvmlConfig overriddenBy(Map<String, String> environment) {
        String named = environment.getOrDefault(LIBRARY_VARIABLE, "");
        return named.isBlank() ? this : new NvmlConfig(Optional.of(Path.of(named)));
    }
}
