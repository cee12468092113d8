package io.gpugovernor.nvml.binding;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the file behind a library that the loader found by name: Linux lists what is mapped into a process. */
final class LoadedFile {
    private static final Path MAPPED = Path.of("/proc/self/maps");

    private LoadedFile() {}

    /** The path of a mapped file with this name, or of one whose name contains it ({@code nvidia-ml}). */
    static Optional<String> of(String name) {
        try {
            return among(Files.readAllLines(MAPPED, StandardCharsets.ISO_8859_1), name);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** @param lines {@code 7f00-7f01 r--p 00000000 08:01 1234   /usr/lib/libnvidia-ml.so.1}; the path may be missing */
    static Optional<String> among(List<String> lines, String name) {
        String stem = name.startsWith("lib") ? "/" + name.replaceAll("\\.so.*", ".so") : "/lib" + name + ".so";
        return lines.stream()
                .filter(line -> line.contains(stem))
                .map(line -> line.substring(line.indexOf('/')))
                .findFirst();
    }
}
