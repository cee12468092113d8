package io.gpugovernor.daemon.memory;

/** A memory file that is not to be believed; the message is a clause that follows its name. */
final class MemoryException extends Exception {
    private static final long serialVersionUID = 1L;

    MemoryException(String clause) {
        super(clause);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
