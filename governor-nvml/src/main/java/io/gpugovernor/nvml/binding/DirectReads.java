package io.gpugovernor.nvml.binding;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.Optional;

/**
 * The frequent reads as native methods of this class: a quarter of what a call through an interface costs. JNA binds a
 * class to one library, as a process has one NVML; whoever loads another moves these calls there.
 */
final class DirectReads implements FrequentReads {
    private DirectReads() {}

    /** Empty if the library lacks one of the functions: all of them must be there. */
    static Optional<FrequentReads> of(NativeLibrary library) {
        try {
            Native.register(DirectReads.class, library);
            return Optional.of(new DirectReads());
        } catch (UnsatisfiedLinkError e) {
            return Optional.empty();
        }
    }

    @Override
    public native int nvmlDeviceGetPowerUsage(Pointer device, Pointer milliwatts);

    @Override
    public native int nvmlDeviceGetEnforcedPowerLimit(Pointer device, Pointer milliwatts);

    @Override
    public native int nvmlDeviceGetClockInfo(Pointer device, int type, Pointer megahertz);

    @Override
    public native int nvmlDeviceGetCurrentClocksThrottleReasons(Pointer device, Pointer reasons);

    @Override
    public native int nvmlDeviceGetTemperature(Pointer device, int sensor, Pointer celsius);

    @Override
    public native int nvmlDeviceGetPersistenceMode(Pointer device, Pointer mode);
}
