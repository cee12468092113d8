package io.gpugovernor.core.port;

import io.gpugovernor.core.telemetry.Telemetry;

/** Where an engine's metrics come from. */
@FunctionalInterface
public interface EngineTelemetry {
    /** The newest reading. Does not throw for an engine that is down: that is {@link Telemetry.Unavailable}. */
    Telemetry read();
}
