package io.gpugovernor.daemon.fetch;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Status line and headers of an answer.
 *
 * @param status 200 to 599
 * @param persistent whether the protocol version keeps connections unless told otherwise: HTTP/1.1
 * @param headers values by name in lower case
 */
record Head(int status, boolean persistent, Map<String, List<String>> headers) {
    /** All of a header's values in one text, as if they had been sent so; empty if it was not sent. */
    Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
    }

    /** Whether the engine closes the connection after this answer. */
    boolean closes() {
        String connection = header("connection").orElse("").toLowerCase(Locale.ROOT);
        return connection.contains("close") || (!persistent && !connection.contains("keep-alive"));
    }
}
