package io.gpugovernor.nvml.binding;

import com.sun.jna.Pointer;

/**
 * The reading functions that are called at every tick, on every GPU. Apart from the others because their cost counts:
 * {@link DirectReads} makes them without reflection. Each method is the C function of that name, writes what it finds
 * into four or eight bytes of the caller's, and returns its {@code nvmlReturn_t}.
 */
public interface FrequentReads {
    /** Milliwatts, 4 bytes; a mean over 1 s on most GPUs from Ampere on, instantaneous on A100 and older. */
    int nvmlDeviceGetPowerUsage(Pointer device, Pointer milliwatts);

    /** Milliwatts, 4 bytes. */
    int nvmlDeviceGetEnforcedPowerLimit(Pointer device, Pointer milliwatts);

    /**
     * Megahertz, 4 bytes.
     *
     * @param type 0 graphics, 1 SM, 2 memory
     */
    int nvmlDeviceGetClockInfo(Pointer device, int type, Pointer megahertz);

    /**
     * Bits, 8 bytes. Where the driver has its newer name, {@code nvmlDeviceGetCurrentClocksEventReasons}, that is what
     * this calls.
     */
    int nvmlDeviceGetCurrentClocksThrottleReasons(Pointer device, Pointer reasons);

    /**
     * Degrees Celsius, 4 bytes. Deprecated in newer drivers in favour of {@link NvmlReads#nvmlDeviceGetTemperatureV}.
     *
     * @param sensor 0, the GPU's own
     */
    int nvmlDeviceGetTemperature(Pointer device, int sensor, Pointer celsius);

    /** 0 or 1, 4 bytes. */
    int nvmlDeviceGetPersistenceMode(Pointer device, Pointer mode);
}
