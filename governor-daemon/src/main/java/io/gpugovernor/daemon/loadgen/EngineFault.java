package io.gpugovernor.daemon.loadgen;

import org.jspecify.annotations.Nullable;

/** A request that came to nothing. The message is one clause that follows the server's address, with the remedy. */
final class EngineFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How much is lost with the request. */
    enum Reach {
        /** This request; others may do better. */
        REQUEST,
        /** The connection broke, or nobody answered in time; the engine may be gone. */
        CONNECTION,
        /** Every other request of the kind would fare the same. */
        EVERYTHING
    }

    private final Reach reach;

    EngineFault(Reach reach, String clause) {
        this(reach, clause, null);
    }

    EngineFault(Reach reach, String clause, @Nullable Throwable cause) {
        super(clause, cause);
        this.reach = reach;
    }

    Reach reach() {
        return reach;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
