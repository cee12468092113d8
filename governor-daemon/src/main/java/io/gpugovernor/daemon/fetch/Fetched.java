package io.gpugovernor.daemon.fetch;

import io.gpugovernor.core.units.Moment;
import java.time.Duration;

/**
 * A page that arrived whole.
 *
 * @param page its bytes, unpacked
 * @param at when its last byte arrived
 * @param answering time from the request's last byte sent to the answer's last byte received: what the engine spent on
 *     it at the most, on the time line of the fetcher
 */
public record Fetched(Page page, Moment at, Duration answering) {}
