package io.gpugovernor.sim.evaluation;

/** The work file of an evaluation cannot be used. The message is one line with the file and the remedy. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalException(String message) {
        super(message);
    }
}
