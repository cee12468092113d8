package io.gpugovernor.daemon.http.wire;

import io.gpugovernor.core.units.Durations;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * How long a client may take.
 *
 * @param silence until the first byte of the first request
 * @param request from the first byte of a request, or of a handshake, to its last
 * @param response from the request's last byte until the client has taken the answer
 * @param idle between two requests of a connection
 */
record Patience(Duration silence, Duration request, Duration response, Duration idle) {
    /** Idle is longer than the usual period of scrapes; for the rest a client that is well needs milliseconds. */
    static final Patience DEFAULT =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(65));

    /** Time from one look at who has used it up to the next: so much later than it should a connection may be cut. */
    Duration look() {
        Duration shortest = Stream.of(request, response, idle).reduce(silence, Patience::shorter);
        return Durations.percent(shortest, 20);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
