package io.gpugovernor.nvml;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.nvml.binding.NvmlLibrary;
import io.gpugovernor.nvml.binding.NvmlReads;
import io.gpugovernor.nvml.binding.NvmlStatus;
import io.gpugovernor.nvml.binding.StatusClass;
import java.util.ArrayList;
import java.util.List;

/**
 * NVML, initialised once for the whole process and kept so: the open session is what keeps an idle GPU's driver state,
 * locks included, alive. It is shut down when the last of its users closes it.
 *
 * <p>Its calls run on the caller's thread and may hang with the driver; {@link NvmlNode} opens it under a deadline.
 */
public final class NvmlSession implements AutoCloseable {
    /** No node has more GPUs; a larger count is not believed. */
    private static final int MOST_GPUS = 256;

    private final NvmlLibrary library;
    private final NvmlReads nvml;
    private int users = 1;
    private volatile int generation = 1;

    private NvmlSession(NvmlLibrary library) {
        this.library = library;
        this.nvml = library.reads();
    }

    /** @throws NvmlException if NVML does not start: no driver, or driver and library do not fit */
    public static NvmlSession open(NvmlLibrary library) throws NvmlException {
        NvmlSession session = new NvmlSession(library);
        check("NVML does not start", session.nvml.nvmlInit_v2());
        return session;
    }

    /** Another user of this session, who closes it too. */
    public synchronized NvmlSession share() {
        if (users == 0) {
            throw new IllegalStateException("the NVML session is closed");
        }
        users++;
        return this;
    }

    @Override
    public synchronized void close() {
        if (users > 0 && --users == 0) {
            nvml.nvmlShutdown();
        }
    }

    public NvmlLibrary library() {
        return library;
    }

    NvmlReads reads() {
        return nvml;
    }

    /** Grows with each initialisation. A device handle is good for the generation it was asked for in, no longer. */
    int generation() {
        return generation;
    }

    /** Initialises NVML again, unless somebody already has since {@code seen}. */
    synchronized NvmlStatus reinitialise(int seen) {
        if (users == 0 || generation != seen) {
            return users == 0 ? NvmlStatus.UNINITIALIZED : NvmlStatus.SUCCESS;
        }
        NvmlStatus status = NvmlStatus.of(nvml.nvmlInit_v2());
        if (status == NvmlStatus.SUCCESS) {
            generation++;
        }
        return status;
    }

    public String driverVersion() throws NvmlException {
        return Text.ask("driver version", nvml::nvmlSystemGetDriverVersion);
    }

    public String nvmlVersion() throws NvmlException {
        return Text.ask("NVML version", nvml::nvmlSystemGetNVMLVersion);
    }

    /** Every GPU of the node that lets itself be identified, in NVML's order; the others are left out with a reason. */
    public Enumeration gpus() throws NvmlException {
        IntByReference count = new IntByReference();
        check("the GPUs cannot be counted", nvml.nvmlDeviceGetCount_v2(count));
        List<NvmlGpu> gpus = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (int index = 0; index < Math.min(count.getValue(), MOST_GPUS); index++) {
            try {
                gpus.add(new NvmlGpu(this, identify(index)));
            } catch (NvmlException e) {
                unreadable.add("GPU " + index + " cannot be identified: " + e.getMessage());
            }
        }
        return new Enumeration(gpus, unreadable);
    }

    /**
     * The GPUs of a node.
     *
     * @param gpus those that can be identified
     * @param unreadable one line for each other
     */
    public record Enumeration(List<NvmlGpu> gpus, List<String> unreadable) {
        public Enumeration {
            gpus = List.copyOf(gpus);
            unreadable = List.copyOf(unreadable);
        }
    }

    private GpuId identify(int index) throws NvmlException {
        PointerByReference found = new PointerByReference();
        check("handle", nvml.nvmlDeviceGetHandleByIndex_v2(index, found));
        Pointer device = found.getValue();
        String uuid = Text.ask("UUID", (text, length) -> nvml.nvmlDeviceGetUUID(device, text, length));
        String name = Text.ask("name", (text, length) -> nvml.nvmlDeviceGetName(device, text, length));
        return new GpuId(index, uuid, PciAddress.of(nvml, device), name);
    }

    static void check(String doing, int code) throws NvmlException {
        NvmlStatus status = NvmlStatus.of(code);
        if (status.statusClass() != StatusClass.SUCCESS) {
            throw new NvmlException(doing, status);
        }
    }
}
