package io.gpugovernor.core.telemetry;

/** Placeholder replaced below. */
public record Workload() {}
