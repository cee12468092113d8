package io.gpugovernor.daemon.scrape;

/**
 * How much of a metrics page is read before it is refused.
 *
 * @param bodyBytes bytes of the whole page
 * @param lineBytes bytes of one line
 * @param series wanted series kept
 * @param labels labels of one wanted series
 */
public record ExpositionLimits(int bodyBytes, int lineBytes, int series, int labels) {
    /**
     * A vLLM server of eight engines sends 350 KiB with 700 wanted series of three labels, and its longest line (the
     * cache configuration) has 2 KiB. Twenty times that is no metrics page of one engine.
     */
    public static final ExpositionLimits DEFAULT = new ExpositionLimits(8 << 20, 64 << 10, 20_000, 64);

    /** @throws IllegalArgumentException if a limit is not positive */
    public ExpositionLimits {
        if (bodyBytes <= 0 || lineBytes <= 0 || series <= 0 || labels <= 0) {
            throw new IllegalArgumentException("limits of a metrics page must be positive");
        }
    }
}
