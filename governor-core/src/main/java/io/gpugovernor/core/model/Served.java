package io.gpugovernor.core.model;

/**
 * Requests and broken promises of some span of time.
 *
 * @param served requests that received their first token
 * @param ttftMisses of these, those late, expected where the engine's buckets leave doubt
 * @param ended requests that ended
 * @param tbtMisses of these, those whose mean time between tokens was over target, likewise
 */
public record Served(long served, double ttftMisses, long ended, double tbtMisses) {
    public static final Served NONE = new Served(0, 0, 0, 0);

    public Served plus(Served other) {
        return new Served(
                served + other.served, ttftMisses + other.ttftMisses, ended + other.ended, tbtMisses + other.tbtMisses);
    }
}
