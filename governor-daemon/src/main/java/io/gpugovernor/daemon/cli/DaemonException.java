package io.gpugovernor.daemon.cli;

/** The running daemon did not give an answer. The message is one line for the operator, with the remedy. */
final class DaemonException extends Exception {
    private static final long serialVersionUID = 1L;

    DaemonException(String message) {
        super(message);
    }
}
