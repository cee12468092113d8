package io.gpugovernor.nvml.binding;

import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;

/** {@code nvmlTemperature_v1_t}: 12 bytes. */
@FieldOrder({"version", "sensorType", "temperature"})
public final class Temperature extends Structure {
    /** The size of the structure, and its version in the highest byte. */
    public int version = 0x0100000c;

    /** 0, the GPU's own sensor. */
    public int sensorType;

    /** Degrees Celsius. */
    public int temperature;
}
