package io.gpugovernor.nvml;

/** How a GPU comes to this machine. */
public enum Virtualization {
    NONE,
    PASSTHROUGH,
    /** A share of a GPU, in a guest: its clock is not the guest's to set. */
    VGPU,
    HOST_VGPU,
    HOST_VSGA;

    static Virtualization of(int nvml) {
        if (nvml < 0 || nvml >= values().length) {
            throw new IllegalArgumentException("unknown virtualization mode " + nvml);
        }
        return values()[nvml];
    }
}
