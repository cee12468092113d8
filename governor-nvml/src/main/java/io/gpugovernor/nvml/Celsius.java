package io.gpugovernor.nvml;

/**
 * Temperature in degrees Celsius.
 *
 * @param value -100 to 200
 */
public record Celsius(int value) {
    /** @throws IllegalArgumentException if {@code value} is no temperature that a GPU can have */
    public Celsius {
        if (value < -100 || value > 200) {
            throw new IllegalArgumentException("temperature must lie within -100 and 200 °C, not " + value);
        }
    }
}
