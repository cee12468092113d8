package io.gpugovernor.core.telemetry;

/** What came back from asking an engine how it is: a snapshot, or the reason why there is none. */
public sealed interface Telemetry {
    /** A complete reading. */
    record Available(EngineSnapshot snapshot) implements Telemetry {}

    /**
     * No usable reading.
     *
     * @param reason one clause an operator understands, naming the place and the remedy
     */
    record Unavailable(String reason) implements Telemetry {}
}
