package io.gpugovernor.nvml;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.gpugovernor.nvml.binding.NvmlStatus;
import io.gpugovernor.nvml.binding.StatusClass;
import java.util.function.ToIntFunction;

/**
 * What every call on one device has in common: its handle, asked for by UUID and good until NVML is initialised again;
 * and one repetition after NVML had to be.
 */
final class DeviceCalls {
    private final NvmlSession session;
    private final String uuid;
    private volatile Pointer handle = Pointer.NULL;
    private volatile int handleGeneration;

    DeviceCalls(NvmlSession session, String uuid) {
        this.session = session;
        this.uuid = uuid;
    }

    /** Makes one call with the device's handle. Never throws: a function that the library lacks is a status too. */
    NvmlStatus make(ToIntFunction<Pointer> call) {
        int generation = session.generation();
        NvmlStatus status = once(call);
        if (status.statusClass() != StatusClass.REINITIALISE) {
            return status;
        }
        NvmlStatus again = session.reinitialise(generation);
        return again == NvmlStatus.SUCCESS ? once(call) : again;
    }

    private NvmlStatus once(ToIntFunction<Pointer> call) {
        try {
            NvmlStatus status = handleGeneration == session.generation() ? NvmlStatus.SUCCESS : resolve();
            return status == NvmlStatus.SUCCESS ? NvmlStatus.of(call.applyAsInt(handle)) : status;
        } catch (UnsatisfiedLinkError e) {
            return NvmlStatus.FUNCTION_NOT_FOUND;
        }
    }

    /** Two threads may call on one device: the decision's and the energy counter's. */
    private synchronized NvmlStatus resolve() {
        int generation = session.generation();
        PointerByReference found = new PointerByReference();
        NvmlStatus status = NvmlStatus.of(session.reads().nvmlDeviceGetHandleByUUID(uuid, found));
        if (status == NvmlStatus.SUCCESS) {
            handle = found.getValue();
            handleGeneration = generation;
        }
        // Here it means that no device has this UUID any more.
        return status == NvmlStatus.NOT_FOUND ? NvmlStatus.GPU_NOT_FOUND : status;
    }
}
