package io.gpugovernor.nvml.binding;

import com.sun.jna.NativeLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds NVML. A configured path is the only one tried; else the soname, which honours the loader's cache and
 * {@code LD_LIBRARY_PATH}, then JNA's own search, then where distributions and containers put it.
 */
public final class LibrarySearch {
    private static final List<String> USUAL = List.of(
            "libnvidia-ml.so.1",
            "nvidia-ml",
            "/usr/lib/x86_64-linux-gnu/libnvidia-ml.so.1",
            "/usr/lib/aarch64-linux-gnu/libnvidia-ml.so.1",
            "/usr/lib64/libnvidia-ml.so.1",
            "/usr/local/nvidia/lib64/libnvidia-ml.so.1",
            "/run/nvidia/driver/usr/lib/x86_64-linux-gnu/libnvidia-ml.so.1",
            "/run/nvidia/driver/usr/lib/aarch64-linux-gnu/libnvidia-ml.so.1",
            "/run/nvidia/driver/usr/lib64/libnvidia-ml.so.1",
            "/usr/lib/wsl/lib/libnvidia-ml.so.1");

    private LibrarySearch() {}

    /** @param configured the operator's path, or empty for the usual places */
    public static LibraryResult find(Optional<String> configured) {
        return among(configured.map(List::of).orElse(USUAL));
    }

    static LibraryResult among(List<String> candidates) {
        List<LibraryResult.Attempt> failed = new ArrayList<>();
        for (String candidate : candidates) {
            try {
                return new LibraryResult.Found(
                        new NvmlLibrary(candidate, NativeLibrary.getInstance(candidate)), List.copyOf(failed));
            } catch (UnsatisfiedLinkError e) {
                failed.add(new LibraryResult.Attempt(candidate, LoadFailure.reason(candidate, e)));
            }
        }
        return new LibraryResult.NotFound(List.copyOf(failed));
    }
}
