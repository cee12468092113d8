package io.gpugovernor.core.telemetry;

/** What came back from asking an engine how it is: a snapshot, or the reason why there is none. */
public sealed interface Telemetry {
    /**
     * A complete reading.
     *
     * @param snapshot the engine as it stands
     * @param line which line of counters the snapshot belongs to. Two snapshots of different lines, for instance of two
     *     sources that began to count at different times, have no window between them
     * @param source where it comes from
     */
    record Available(EngineSnapshot snapshot, long line, Source source) implements Telemetry {
        /** A reading from a source that is asked once a period. */
        public Available(EngineSnapshot snapshot, long line) {
            this(snapshot, line, Source.ASKED);
        }

        /** A reading from a source whose counters all belong to one line. */
        public Available(EngineSnapshot snapshot) {
            this(snapshot, 0);
        }
    }

    /**
     * No usable reading.
     *
     * @param reason one clause an operator understands, naming the place and the remedy
     */
    record Unavailable(String reason) implements Telemetry {}
}
