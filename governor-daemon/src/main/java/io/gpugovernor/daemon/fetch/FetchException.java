package io.gpugovernor.daemon.fetch;

import org.jspecify.annotations.Nullable;

/** A page that could not be fetched. */
public final class FetchException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Failure failure;

    /** @param clause what happened and the remedy, one clause that follows the page's address */
    public FetchException(Failure failure, String clause, @Nullable Throwable cause) {
        super(clause, cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
