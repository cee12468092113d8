package io.gpugovernor.core.model;

/** Why a GPU runs below the clock it was asked for (NVML's clocks event reasons, grouped). */
public enum ThrottleReason {
    /** Software power cap: the power limit binds. */
    POWER_LIMIT,
    /** Temperature, in software or hardware. */
    THERMAL,
    /** Hardware slowdown or power brake. */
    HARDWARE
}
