package io.gpugovernor.daemon.feed;

/** A datagram that is not used; the message names the field. */
final class DatagramException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    /** Costs no stack trace: whoever floods the port must not make the daemon work for it. */
    DatagramException(Fault fault, String message) {
        super(message, null, false, false);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
