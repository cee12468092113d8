package io.gpugovernor.daemon.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client gets.
 *
 * @param status HTTP status
 * @param headers beside those that every response has
 * @param body UTF-8 text
 */
record Response(int status, Map<String, String> headers, String body) {
    Response {
        headers = Map.copyOf(headers);
    }

    static Response text(int status, String contentType, String body) {
        return new Response(status, Map.of("Content-Type", contentType), body);
    }

    static Response json(int status, Object view) {
        return text(status, "application/json; charset=utf-8", Json.write(view) + "\n");
    }

    /** @param message one sentence: what is wrong and what to do instead */
    static Response error(int status, String message) {
        return json(status, new ErrorView(status, message, List.of()));
    }

    Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
