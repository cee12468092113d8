package io.gpugovernor.nvml.binding;

import java.util.List;
import java.util.stream.Collectors;

/** What a {@link LibrarySearch} found and what it tried in vain. */
public sealed interface LibraryResult {
    /** The names tried before, or instead of, the one found; in order. */
    List<Attempt> failed();

    /** A name or path that could not be loaded, and the loader's reason. */
    record Attempt(String name, String reason) {}

    record Found(NvmlLibrary library, List<Attempt> failed) implements LibraryResult {}

    record NotFound(List<Attempt> failed) implements LibraryResult {
        /** One line for an operator. */
        public String describe() {
            return "NVML was not found (tried "
                    + failed.stream().map(Attempt::name).collect(Collectors.joining(", "))
                    + "): install the NVIDIA driver, or set nvml.library to the path of libnvidia-ml.so.1";
        }
    }
}
