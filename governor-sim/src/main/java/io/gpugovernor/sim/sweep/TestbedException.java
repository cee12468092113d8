package io.gpugovernor.sim.sweep;

/** A measurement cannot be made. The message is one line that says what happened, where, and the remedy. */
public final class TestbedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TestbedException(String message) {
        super(message);
    }

    public TestbedException(String message, Throwable cause) {
        super(message, cause);
    }
}
