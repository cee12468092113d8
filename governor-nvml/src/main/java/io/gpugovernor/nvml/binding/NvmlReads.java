package io.gpugovernor.nvml.binding;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * NVML's functions that change no GPU. Mapping only: each method is the C function of that name, and returns its
 * {@code nvmlReturn_t}; {@link NvmlStatus#of} names it.
 *
 * <p>Where NVML's header renames a function to a versioned symbol, the versioned name is bound: the plain one has an
 * older layout. A function that the loaded library lacks fails when it is called, with an {@link UnsatisfiedLinkError};
 * the others still work.
 */
public interface NvmlReads extends Library, FrequentReads {
    int nvmlInit_v2();

    int nvmlShutdown();

    int nvmlSystemGetDriverVersion(byte[] version, int length);

    /** Works before {@link #nvmlInit_v2} too. */
    int nvmlSystemGetNVMLVersion(byte[] version, int length);

    int nvmlDeviceGetCount_v2(IntByReference count);

    int nvmlDeviceGetHandleByIndex_v2(int index, PointerByReference device);

    int nvmlDeviceGetHandleByUUID(String uuid, PointerByReference device);

    int nvmlDeviceGetIndex(Pointer device, IntByReference index);

    int nvmlDeviceGetUUID(Pointer device, byte[] uuid, int length);

    int nvmlDeviceGetName(Pointer device, byte[] name, int length);

    int nvmlDeviceGetPciInfo_v3(Pointer device, PciInfo pci);

    /** Millijoules since the driver was loaded, 8 bytes, unsigned. A firmware round trip: 3 to 18 ms on H100. */
    int nvmlDeviceGetTotalEnergyConsumption(Pointer device, Pointer millijoules);

    int nvmlDeviceGetPowerManagementLimit(Pointer device, Pointer milliwatts);

    int nvmlDeviceGetPowerManagementDefaultLimit(Pointer device, Pointer milliwatts);

    int nvmlDeviceGetPowerManagementLimitConstraints(Pointer device, IntByReference min, IntByReference max);

    /** @param count in: room in {@code megahertz}; out: how many there are */
    int nvmlDeviceGetSupportedMemoryClocks(Pointer device, IntByReference count, int[] megahertz);

    /** @param count in: room in {@code megahertz}; out: how many there are */
    int nvmlDeviceGetSupportedGraphicsClocks(
            Pointer device, int memoryMegahertz, IntByReference count, int[] megahertz);

    /** Optional: newer drivers. */
    int nvmlDeviceGetTemperatureV(Pointer device, Temperature temperature);

    /** Optional. */
    int nvmlDeviceGetMigMode(Pointer device, IntByReference current, IntByReference pending);

    /** Optional. */
    int nvmlDeviceGetVirtualizationMode(Pointer device, Pointer mode);

    /** Optional: newer drivers. */
    int nvmlDeviceGetGspFirmwareMode(Pointer device, Pointer enabled, Pointer byDefault);

    /**
     * @param count in: room in {@code infos}; out: how many there are
     * @param infos room for {@code count} {@link ProcessInfo}, 24 bytes each
     */
    int nvmlDeviceGetComputeRunningProcesses_v3(Pointer device, IntByReference count, Pointer infos);
}
