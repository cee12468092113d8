package io.gpugovernor.nvml;

import io.gpugovernor.core.units.Watts;

/** The power limits an administrator may choose from. */
public record PowerRange(Watts min, Watts max) {}
