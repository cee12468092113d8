package io.gpugovernor.nvml.binding;

import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;

/** {@code nvmlProcessInfo_t} as {@code nvmlDeviceGetComputeRunningProcesses_v3} fills it: 24 bytes. */
@FieldOrder({"pid", "usedGpuMemory", "gpuInstanceId", "computeInstanceId"})
public final class ProcessInfo extends Structure {
    public int pid;
    /** Bytes, unsigned; all ones if the driver does not tell. */
    public long usedGpuMemory;

    public int gpuInstanceId;
    public int computeInstanceId;

    public ProcessInfo() {}

    /** Reads the structure that lies at {@code memory}. */
    public ProcessInfo(Pointer memory) {
        super(memory);
        read();
    }
}
