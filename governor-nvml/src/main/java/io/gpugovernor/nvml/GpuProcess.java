package io.gpugovernor.nvml;

/**
 * A process that holds a compute context on a GPU.
 *
 * @param pid as NVML gives it; in a container it may be the host's
 */
public record GpuProcess(long pid) {}
