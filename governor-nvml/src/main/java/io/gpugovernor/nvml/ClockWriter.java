package io.gpugovernor.nvml;

import com.sun.jna.Native;
import io.gpugovernor.nvml.binding.NvmlLibrary;
import io.gpugovernor.nvml.binding.NvmlStatus;
import io.gpugovernor.nvml.binding.NvmlWrites;

/**
 * Sets and resets clock locks. The only class that can: in observe mode nobody makes one. Its calls run on the caller's
 * thread.
 */
public final class ClockWriter {
    private final NvmlWrites nvml;

    /** Reaches for the writing functions of a library that has been loaded for reading. */
    public ClockWriter(NvmlLibrary library) {
        this.nvml = Native.load(library.name(), NvmlWrites.class);
    }

    NvmlStatus set(NvmlGpu gpu, LockRange range) {
        return gpu.calls()
                .make(device -> nvml.nvmlDeviceSetGpuLockedClocks(
                        device, range.min().value(), range.max().value()));
    }

    NvmlStatus reset(NvmlGpu gpu) {
        return gpu.calls().make(nvml::nvmlDeviceResetGpuLockedClocks);
    }
}
