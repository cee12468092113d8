package io.gpugovernor.core.model;

import java.time.Duration;

/** How an attempt to set or release clocks ended. Success codes are claims; the applied clock is read back. */
public sealed interface Actuation {
    /**
     * The driver took the call.
     *
     * @param took how long the call lasted; zero where nobody measured it
     */
    record Accepted(Duration took) implements Actuation {
        /** Taken, by nobody's clock. */
        public Accepted() {
            this(Duration.ZERO);
        }
    }

    /** The clock asked for was in force already. */
    record NotNeeded() implements Actuation {}

    /** The governor only observes; nothing was written. */
    record ObservedOnly() implements Actuation {}

    /** @param reason one clause an operator understands */
    record Failed(String reason) implements Actuation {}

    /**
     * Somebody else had changed a clock, and ours was written once more.
     *
     * @param reason one clause an operator understands
     */
    record Reasserted(String reason) implements Actuation {}

    /**
     * Somebody else holds a clock: nothing was written, and what is ours is to be released.
     *
     * @param reason one clause an operator understands
     */
    record Yielded(String reason) implements Actuation {}

    /** The value of the label {@code outcome} in metrics. */
    default String outcome() {
        if (this instanceof Accepted) {
            return "accepted";
        } else if (this instanceof NotNeeded) {
            return "not_needed";
        } else if (this instanceof ObservedOnly) {
            return "observed_only";
        } else if (this instanceof Reasserted) {
            return "reasserted";
        } else if (this instanceof Yielded) {
            return "yielded";
        }
        return "failed";
    }
}
