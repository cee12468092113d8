package io.gpugovernor.daemon.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request for a page.
 *
 * @param target path and query
 * @param host whom it is meant for
 * @param token what to show; empty for nothing
 * @param packed whether the page may come packed
 */
record Request(String target, String host, Optional<String> token, boolean packed) {
    byte[] bytes() {
        StringBuilder request = new StringBuilder("GET ").append(target).append(" HTTP/1.1\r\n");
        header(request, "Host", host);
        header(request, "User-Agent", "gpu-governor");
        header(request, "Accept", "text/plain; version=0.0.4");
        if (packed) {
            header(request, "Accept-Encoding", "gzip");
        }
        token.ifPresent(text -> header(request, "Authorization", "Bearer " + text));
        return request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void header(StringBuilder request, String name, String value) {
        request.append(name).append(": ").append(value).append("\r\n");
    }

    /** Without the token, which has no business in a log. */
    @Override
    public String toString() {
        return "GET " + target + " of " + host;
    }
}
