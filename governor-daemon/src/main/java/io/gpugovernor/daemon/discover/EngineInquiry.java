package io.gpugovernor.daemon.discover;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks an engine for a page, once and briefly. */
final class EngineInquiry {
    private static final int OK = 200;

    /** As much as the largest metrics page that is read. */
    private static final int MOST_BYTES = 8 << 20;

    private final Duration patience;

    /** @param patience longest wait for a connection, and for each part of an answer */
    EngineInquiry(Duration patience) {
        this.patience = patience;
    }

    /** What came of a question. */
    sealed interface Answer {
        record Page(String text) implements Answer {}

        /** @param clause follows the address */
        record None(String clause) implements Answer {}
    }

    /** @param url without credentials */
    Answer ask(URI url) {
        if (!"http".equalsIgnoreCase(url.getScheme()) && !"https".equalsIgnoreCase(url.getScheme())) {
            return new Answer.None("is not asked: only http and https are");
        }
        try {
            // A proxy meant for the outside world has no business between two processes of a node.
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout((int) patience.toMillis());
            connection.setReadTimeout((int) patience.toMillis());
            try {
                return read(connection);
            } finally {
                connection.disconnect();
            }
        } catch (IOException failed) {
            return new Answer.None("does not answer (" + failed.getMessage() + ")");
        }
    }

    private static Answer read(HttpURLConnection connection) throws IOException {
        if (connection.getResponseCode() != OK) {
            return new Answer.None("answers with status " + connection.getResponseCode());
        }
        try (InputStream in = connection.getInputStream()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES
                    ? new Answer.None("sends more than " + MOST_BYTES + " bytes")
                    : new Answer.Page(new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
