package io.gpugovernor.daemon.http;

/** A request that cannot be answered as asked. The message is one sentence for the client. */
final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    BadRequestException(String message) {
        super(message);
    }
}
