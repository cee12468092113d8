package io.gpugovernor.sim.replay;

import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Telemetry;
import java.util.OptionalLong;

/** What the push feed carries of an engine's metrics: all but the prompt tokens of requests as they are admitted. */
record PushedTelemetry(EngineTelemetry page) implements EngineTelemetry {
    @Override
    public Telemetry read() {
        Telemetry told = page.read();
        return told instanceof Telemetry.Available reading
                ? new Telemetry.Available(pushed(reading.snapshot()), reading.line(), reading.source())
                : told;
    }

    private static EngineSnapshot pushed(EngineSnapshot page) {
        return page.telling(page.particulars().admitting(OptionalLong.empty()));
    }
}
