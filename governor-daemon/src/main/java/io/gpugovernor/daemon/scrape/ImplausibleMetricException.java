package io.gpugovernor.daemon.scrape;

/** A metric that is well-formed but cannot be true, such as a negative count. */
final class ImplausibleMetricException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param problem which metric and why, one clause that follows the engine's address */
    ImplausibleMetricException(String problem) {
        super(problem);
    }
}
