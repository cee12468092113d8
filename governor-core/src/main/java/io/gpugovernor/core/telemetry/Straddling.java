package io.gpugovernor.core.telemetry;

/**
 * What a histogram says of the observations in the bucket around a value.
 *
 * @param lower the bucket's lower bound
 * @param upper its upper bound; infinite for the last
 * @param least the least that its observations can sum up to, with all others at their buckets' upper bounds; may be
 *     negative, for what the buckets say is not in it
 * @param most the most, with all others at their lower bounds
 */
record Straddling(double lower, double upper, double least, double most) {
    /** Whether it is the last bucket, which has no upper bound. */
    boolean isOpen() {
        return Double.isInfinite(upper);
    }
}
