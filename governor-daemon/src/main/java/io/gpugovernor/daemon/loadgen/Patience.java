package io.gpugovernor.daemon.loadgen;

import java.time.Duration;

/**
 * How much a client bears.
 *
 * @param request longest that one request may take, in real time
 * @param inFlight most requests under way; one more cannot be sent
 * @param late how late a request may be sent and still count as on time
 */
public record Patience(Duration request, int inFlight, Duration late) {
    /**
     * Two minutes are more than any request of the nine classes needs on an engine that keeps up; 2,048 are eight
     * batches of vLLM's default; and 20 ms are a tenth of a tight TTFT target.
     */
    public static final Patience DEFAULT = new Patience(Duration.ofMinutes(2), 2048, Duration.ofMillis(20));
}
