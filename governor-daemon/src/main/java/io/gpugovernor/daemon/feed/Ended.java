package io.gpugovernor.daemon.feed;

/**
 * A request that ended.
 *
 * @param prompt prompt tokens
 * @param generated tokens generated
 * @param span mean time between its tokens, seconds; 0 where it has none
 */
record Ended(long prompt, long generated, double span) {}
