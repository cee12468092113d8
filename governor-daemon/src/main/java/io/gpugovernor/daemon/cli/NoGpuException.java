package io.gpugovernor.daemon.cli;

/** No GPU of this node can be reached, or read. The message is one clause for an operator. */
final class NoGpuException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /** @param remedy what to do on a node that has GPUs */
    NoGpuException(String reason, String remedy) {
        super(reason);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
