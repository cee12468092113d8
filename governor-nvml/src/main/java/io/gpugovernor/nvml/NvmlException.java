package io.gpugovernor.nvml;

import io.gpugovernor.nvml.binding.NvmlStatus;

/** NVML cannot be used at all, or a GPU cannot be identified. The message is one line for an operator. */
public final class NvmlException extends Exception {
    private final NvmlStatus status;

    NvmlException(String doing, NvmlStatus status) {
        super(doing + ": " + status);
        this.status = status;
    }

    public NvmlStatus status() {
        return status;
    }
}
