package io.gpugovernor.daemon.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The status page: one file, with a Content Security Policy that lets exactly its own style and script run, by their
 * hashes, and lets it talk to nobody but this server.
 */
final class StatusPage {
    private final Response response;

    private StatusPage(Response response) {
        this.response = response;
    }

    /** @throws UncheckedIOException if the page is missing from the program's own jar */
    static StatusPage load() {
        try (InputStream in = StatusPage.class.getResourceAsStream("status.html")) {
            if (in == null) {
                throw new IOException("status.html is missing");
            }
            String html = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new StatusPage(Response.text(200, "text/html; charset=utf-8", html)
                    .with("Content-Security-Policy", contentSecurityPolicy(html)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the status page from the program's own jar", e);
        }
    }

    Response response() {
        return response;
    }

    private static String contentSecurityPolicy(String html) {
        return "default-src 'none'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
                + "frame-ancestors 'none'; style-src " + hash(between(html, "<style>", "</style>"))
                + "; script-src " + hash(between(html, "<script>", "</script>"));
    }

    private static String between(String html, String open, String close) {
        int start = html.indexOf(open) + open.length();
        return html.substring(start, html.indexOf(close, start));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
