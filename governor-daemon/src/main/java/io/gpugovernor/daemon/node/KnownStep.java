package io.gpugovernor.daemon.node;

import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.telemetry.Telemetry;

/**
 * An engine whose command line tells how many tokens a step holds. What the feed says of it is not taken then: anybody on
 * the node can send a datagram, but not change the command line of a process.
 */
record KnownStep(EngineTelemetry engine) implements EngineTelemetry {
    @Override
    public Telemetry read() {
        Telemetry reading = engine.read();
        return reading instanceof Telemetry.Available heard
                ? new Telemetry.Available(
                        heard.snapshot(), heard.line(), heard.source().withoutStepTokens())
                : reading;
    }
}
