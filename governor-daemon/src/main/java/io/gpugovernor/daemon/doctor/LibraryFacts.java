package io.gpugovernor.daemon.doctor;

import io.gpugovernor.nvml.binding.LibraryResult;
import java.util.List;
import java.util.Optional;

/**
 * What came of looking for NVML.
 *
 * @param configured the path that the operator gave
 * @param location where it was found; empty if it was not
 * @param nvml whether what was found exports NVML's functions
 * @param failed what was tried in vain before, or instead
 */
public record LibraryFacts(
        Optional<String> configured, Optional<String> location, boolean nvml, List<LibraryResult.Attempt> failed) {
    public LibraryFacts {
        failed = List.copyOf(failed);
    }
}
