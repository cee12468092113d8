package io.gpugovernor.daemon.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gpugovernor.core.units.Moment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssertAlternative;

/** A server that says {@code hello} unless told otherwise, and a fetcher of it. */
final class FetchedServer implements AutoCloseable {
    static final Duration PATIENT = Duration.ofSeconds(30);
    static final int LIMIT = 10_000;
    static final String OK = "HTTP/1.1 200 OK\r\n";

    private final RawServer server = RawServer.plain(RawServer.page("hello"));
    private final Fetcher fetcher = fetcher(Optional.empty());

    FetchedServer() throws IOException {}

    RawServer server() {
        return server;
    }

    Fetcher fetcher() {
        return fetcher;
    }

    /** Another fetcher of the same server. */
    Fetcher fetcher(Optional<BearerToken> token) {
        return new Fetcher(address(), token, LIMIT, () -> new Moment(0));
    }

    Address address() {
        return new Address.Tcp("127.0.0.1", server.port(), Optional.empty());
    }

    String text() throws FetchException {
        return text(fetcher);
    }

    static String text(Fetcher fetcher) throws FetchException {
        Page page = fetcher.fetch("/metrics", PATIENT).page();
        return new String(page.bytes(), 0, page.length(), ISO_8859_1);
    }

    ThrowableAssertAlternative<FetchException> refuses(Failure failure) {
        return refusesWithin(PATIENT, failure);
    }

    ThrowableAssertAlternative<FetchException> refusesWithin(Duration deadline, Failure failure) {
        return refuses(fetcher, deadline, failure);
    }

    static ThrowableAssertAlternative<FetchException> refuses(Fetcher fetcher, Duration deadline, Failure failure) {
        return assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> fetcher.fetch("/metrics", deadline))
                .satisfies(refused -> assertThat(refused.failure()).isEqualTo(failure));
    }

    static RawServer.Answer packed(byte[] packed) {
        return exchange -> {
            exchange.send(OK + "Content-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n\r\n");
            exchange.send(packed);
        };
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    @Override
    public void close() {
        server.close();
    }
}
