package io.gpugovernor.daemon.http.wire;

import com.sun.net.httpserver.Headers;
import io.gpugovernor.daemon.time.SystemTime;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Puts answers on a connection. */
final class AnswerWriter {
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private AnswerWriter() {}

    /** @param stays whether another request may follow */
    static void write(WireExchange exchange, boolean stays, OutputStream out) throws IOException {
        byte[] body = exchange.answer();
        int status = exchange.getResponseCode();
        Headers headers = exchange.getResponseHeaders();
        boolean bare = exchange.getRequestMethod().equals("HEAD") || status == NO_CONTENT || status == NOT_MODIFIED;
        if (!bare) {
            headers.set("Content-Length", Integer.toString(body.length));
        }
        write(status, headers, stays, bare ? new byte[0] : body, out);
    }

    /** Refuses a request that is none; {@code why} is one sentence. */
    static void refuse(RefusedRequestException why, OutputStream out) throws IOException {
        byte[] body = (why.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
        Headers headers = new Headers();
        headers.set("Content-Type", "text/plain; charset=utf-8");
        headers.set("Content-Length", Integer.toString(body.length));
        headers.set("Cache-Control", "no-store");
        write(why.status(), headers, false, body, out);
    }

    private static void write(int status, Headers headers, boolean stays, byte[] body, OutputStream out)
            throws IOException {
        headers.set(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        SystemTime.calendar().atOffset(ZoneOffset.UTC)));
        headers.set("Connection", stays ? "keep-alive" : "close");
        StringBuilder head =
                new StringBuilder("HTTP/1.1 ").append(status).append(' ').append(phrase(status));
        headers.forEach((name, values) -> values.forEach(
                value -> head.append("\r\n").append(name).append(": ").append(value)));
        byte[] start = head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[start.length + body.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        out.write(whole);
        out.flush();
    }

    /** For people who look at the wire; programs read the number. */
    private static String phrase(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 304 -> "Not Modified";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Content Too Large";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> status < 400 ? "Done" : "Refused";
        };
    }
}
