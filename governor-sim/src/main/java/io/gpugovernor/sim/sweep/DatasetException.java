package io.gpugovernor.sim.sweep;

/** A dataset cannot be read or written. The message is one line with the file, the place in it, and the remedy. */
public final class DatasetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatasetException(String message) {
        super(message);
    }
}
