package io.gpugovernor.daemon.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    /** Without spaces and lines, for what is long and read by programs alone. */
    static Response compactJson(int status, Object view) {
        return text(status, "application/json; charset=utf-8", Json.compact(view));
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

    /**
     * Whether a client has this very body already.
     *
     * @param tags those it holds, as it lists them; a proxy that packs bodies calls them weak. Null if it lists none
     */
    boolean isHeldBy(@Nullable String tags) {
        String mine = headers.get("ETag");
        return mine != null
                && tags != null
                && Stream.of(tags.split(",", -1))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals(mine) || tag.equals("W/" + mine));
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
