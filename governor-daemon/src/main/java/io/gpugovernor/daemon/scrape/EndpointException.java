package io.gpugovernor.daemon.scrape;

import org.jspecify.annotations.Nullable;

/** An engine's metrics page that could not be fetched. */
final class EndpointException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param problem what happened and the remedy, one clause that follows the page's address */
    EndpointException(String problem, @Nullable Throwable cause) {
        super(problem, cause);
    }
}
