package io.gpugovernor.nvml;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.gpugovernor.nvml.binding.NvmlReads;
import io.gpugovernor.nvml.binding.PciInfo;
import java.nio.charset.StandardCharsets;

/** A device's PCI address, as NVML writes it: {@code 00000000:3B:00.0}. */
final class PciAddress {
    private PciAddress() {}

    static String of(NvmlReads nvml, Pointer device) throws NvmlException {
        PciInfo pci = new PciInfo();
        NvmlSession.check("PCI address", nvml.nvmlDeviceGetPciInfo_v3(device, pci));
        return Native.toString(pci.busId, StandardCharsets.US_ASCII);
    }
}
