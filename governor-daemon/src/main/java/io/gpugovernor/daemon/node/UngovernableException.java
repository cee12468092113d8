package io.gpugovernor.daemon.node;

/** A domain whose GPUs are not there, or cannot be governed; the message names the domain, the GPU and the remedy. */
public final class UngovernableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UngovernableException(String domain, String problem) {
        super("domain " + domain + ": " + problem);
    }
}
