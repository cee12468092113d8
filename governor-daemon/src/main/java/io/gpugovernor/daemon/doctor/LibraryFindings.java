package io.gpugovernor.daemon.doctor;

import io.gpugovernor.nvml.binding.LibraryResult;

/** Whether NVML is there, and where it was looked for. */
final class LibraryFindings {
    private static final String CHOOSE =
            "correct nvml.library in the policy file or the variable GPU_GOVERNOR_NVML_LIBRARY; without them the usual"
                    + " places are searched";

    private LibraryFindings() {}

    static Finding of(LibraryFacts library) {
        if (library.location().isEmpty()) {
            return missing(library);
        }
        String location = library.location().get();
        if (!library.nvml()) {
            return Finding.problem(Topic.LIBRARY, location + " is a library, but not NVML", CHOOSE);
        }
        String tried = library.failed().isEmpty() ? "" : "; tried before: " + LibraryResult.tried(library.failed());
        return Finding.ok(Topic.LIBRARY, "NVML found at " + location + tried);
    }

    private static Finding missing(LibraryFacts library) {
        String sentence = "NVML was not found; tried: " + LibraryResult.tried(library.failed());
        return Finding.problem(
                Topic.LIBRARY,
                sentence,
                library.configured().isPresent()
                        ? CHOOSE
                        : "install the NVIDIA driver; in a container, start it with the NVIDIA runtime and"
                                + " NVIDIA_DRIVER_CAPABILITIES=utility; or name libnvidia-ml.so.1 in nvml.library");
    }
}
