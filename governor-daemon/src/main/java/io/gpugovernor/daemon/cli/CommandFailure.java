package io.gpugovernor.daemon.cli;

/** A command that cannot go on, for a reason its user can mend. The message is one line with place and remedy. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
