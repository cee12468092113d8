package io.gpugovernor.daemon.lease;

/** The lease could not be written. The message is one line with the reason and the remedy. */
public final class LeaseException extends Exception {
    private static final long serialVersionUID = 1L;

    LeaseException(Trouble trouble) {
        super(trouble.sentence());
    }

    LeaseException(Trouble trouble, Throwable cause) {
        super(trouble.sentence(), cause);
    }
}
