package io.gpugovernor.daemon.http.wire;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * A request that arrived whole.
 *
 * @param protocol {@code HTTP/1.1} or {@code HTTP/1.0}
 * @param body at most {@value WireLimits#BODY_BYTES} bytes, a character each
 */
record WireRequest(String method, URI target, String protocol, Headers headers, String body) {
    /** Whether another request may follow on the connection. */
    boolean keepsAlive() {
        List<String> said = headers.getOrDefault("Connection", List.of());
        boolean closes = said.stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .anyMatch(word -> word.strip().toLowerCase(Locale.ROOT).equals("close"));
        return protocol.equals("HTTP/1.1") && !closes;
    }
}
