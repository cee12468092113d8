package io.gpugovernor.nvml.binding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a {@link LibrarySearch} found and what it tried in vain. */
public sealed interface LibraryResult {
    /** The names tried before, or instead of, the one found; in order. */
    List<Attempt> failed();

    /**
     * Each name with the reason why it was not taken, on one line; names of one reason share it, in the order of their
     * first: {@code a, b (no such file); c (invalid ELF header)}.
     */
    static String tried(List<Attempt> failed) {
        Map<String, List<Attempt>> byReason = failed.stream()
                .collect(Collectors.groupingBy(Attempt::reason, LinkedHashMap::new, Collectors.toList()));
        return byReason.entrySet().stream()
                .map(same -> same.getValue().stream().map(Attempt::name).collect(Collectors.joining(", ")) + " ("
                        + same.getKey() + ")")
                .collect(Collectors.joining("; "));
    }

    /** A name or path that could not be loaded, and the loader's reason: one clause. */
    record Attempt(String name, String reason) {}

    record Found(NvmlLibrary library, List<Attempt> failed) implements LibraryResult {}

    record NotFound(List<Attempt> failed) implements LibraryResult {
        /** One line for an operator. */
        public String describe() {
            return "NVML was not found; tried " + tried(failed)
                    + ": install the NVIDIA driver, or set nvml.library to the path of libnvidia-ml.so.1";
        }
    }
}
