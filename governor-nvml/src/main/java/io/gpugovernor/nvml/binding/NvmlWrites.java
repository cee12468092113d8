package io.gpugovernor.nvml.binding;

import com.sun.jna.Library;
import com.sun.jna.Pointer;

/**
 * The two NVML functions that change a clock, apart from all others so that what only reads cannot reach them. Mapping
 * only. Memory clocks, power limits and application clocks are not bound at all.
 */
public interface NvmlWrites extends Library {
    /**
     * Locks the GPU's clock to a range, on Volta and newer; needs {@code CAP_SYS_ADMIN}. The lock is the driver's: it
     * outlives this process. Nothing in NVML tells afterwards which lock is set.
     */
    int nvmlDeviceSetGpuLockedClocks(Pointer device, int minMegahertz, int maxMegahertz);

    /** Back to the driver's default, whoever set a lock. */
    int nvmlDeviceResetGpuLockedClocks(Pointer device);
}
