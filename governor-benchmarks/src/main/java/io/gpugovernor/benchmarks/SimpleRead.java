package io.gpugovernor.benchmarks;

import io.gpugovernor.core.model.Reading;
import io.gpugovernor.nvml.NvmlGpu;

/** The reads of every tick. */
public enum SimpleRead {
    POWER,
    SM_CLOCK,
    THROTTLE_REASONS,
    TEMPERATURE,
    POWER_LIMIT,
    PERSISTENCE;

    Reading<?> of(NvmlGpu gpu) {
        return switch (this) {
            case POWER -> gpu.power();
            case SM_CLOCK -> gpu.appliedClock();
            case THROTTLE_REASONS -> gpu.clockReasons();
            case TEMPERATURE -> gpu.temperature();
            case POWER_LIMIT -> gpu.enforcedPowerLimit();
            case PERSISTENCE -> gpu.persistence();
        };
    }
}
