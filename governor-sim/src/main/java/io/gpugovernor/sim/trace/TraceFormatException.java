package io.gpugovernor.sim.trace;

import java.io.Serial;

/**
 * A trace file cannot be used. The message is one line for the person who named the file: which file, which line of it
 * (counted from 1, where it concerns one), what is wrong, and what to do.
 */
public final class TraceFormatException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    TraceFormatException(String message) {
        super(message);
    }
}
