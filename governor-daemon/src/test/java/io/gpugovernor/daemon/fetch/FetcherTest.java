package io.gpugovernor.daemon.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gpugovernor.core.units.Moment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FetcherTest {
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final Duration IMPATIENT = Duration.ofMillis(600);
    private static final int LIMIT = 10_000;
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private final RawServer server = RawServer.plain(RawServer.page("hello"));
    private final Fetcher fetcher = fetcher(Optional.empty());

    @TempDir
    private Path folder;

    FetcherTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void fetchesOverOneConnection() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(text(fetcher)).isEqualTo("hello");
        }

        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.requests())
                .hasSize(5)
                .allSatisfy(request -> assertThat(request)
                        .startsWith("GET /metrics HTTP/1.1\nHost: 127.0.0.1:" + server.port() + "\n")
                        .doesNotContain("Authorization"));
    }

    @Test
    void asksForNothingPackedOnOneMachine() throws Exception {
        text(fetcher);

        assertThat(server.requests().get(0)).doesNotContainIgnoringCase("Accept-Encoding");
        assertThat(new String(new Request("/m", "far:80", Optional.empty(), true).bytes(), ISO_8859_1))
                .contains("\r\nAccept-Encoding: gzip\r\n");
    }

    @Test
    void readsChunksTheirExtensionsAndTrailers() throws Exception {
        server.nowAnswers(
                RawServer.bytes(OK + "Transfer-Encoding: chunked\r\n\r\n3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\nX: y\r\n\r\n"));

        assertThat(text(fetcher)).isEqualTo("hello");
        assertThat(text(fetcher)).isEqualTo("hello");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void readsUpToTheEndOfTheConnection() throws Exception {
        server.nowAnswers(exchange -> {
            exchange.send(OK + "\r\nhello");
            exchange.hangUp();
        });

        assertThat(text(fetcher)).isEqualTo("hello");
        assertThat(text(fetcher)).isEqualTo("hello");
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void waitsForTheAnswerBehindAnInterimOne() throws Exception {
        server.nowAnswers(
                RawServer.bytes("HTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n" + OK + "Content-Length: 5\r\n\r\nhello"));

        assertThat(text(fetcher)).isEqualTo("hello");
    }

    @Test
    void dialsAnewWhenTheEngineClosedAnIdleConnection() throws Exception {
        RawServer.Answer page = RawServer.page("hello");
        server.nowAnswers(exchange -> {
            page.give(exchange);
            exchange.hangUp();
        });
        assertThat(text(fetcher)).isEqualTo("hello");

        assertThat(text(fetcher)).isEqualTo("hello");
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void unpacksWhatComesPacked() throws Exception {
        byte[] packed = gzip(new byte[LIMIT]);
        server.nowAnswers(packed(packed));

        assertThat(fetcher.fetch("/metrics", PATIENT).page().length()).isEqualTo(LIMIT);
        assertThat(fetcher.fetch("/metrics", PATIENT).page().length()).isEqualTo(LIMIT);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void stopsUnpackingAtTheLimit() throws Exception {
        byte[] bomb = gzip(new byte[1 << 20]);
        assertThat(bomb.length).isLessThan(LIMIT);
        server.nowAnswers(packed(bomb));

        refuses(Failure.OVERSIZED).withMessageStartingWith("sends more than 10000 bytes");
    }

    @Test
    void refusesAPageAboveTheLimitHoweverItSaysSo() {
        server.nowAnswers(RawServer.bytes(OK + "Content-Length: 10001\r\n\r\n"));
        refuses(Failure.OVERSIZED);

        server.nowAnswers(RawServer.bytes(
                OK + "Transfer-Encoding: chunked\r\n\r\n2711\r\n" + "x".repeat(10_001) + "\r\n0\r\n\r\n"));
        refuses(Failure.OVERSIZED);

        server.nowAnswers(exchange -> {
            exchange.send(OK + "\r\n" + "x".repeat(10_001));
            exchange.hangUp();
        });
        refuses(Failure.OVERSIZED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 999 No\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabcd\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\na",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 12\r\n\r\nnot a gzip..",
            })
    void refusesWhatIsNotHttp(String answer) {
        server.nowAnswers(RawServer.bytes(answer));

        refuses(Failure.BROKEN).withMessageStartingWith("broke off its answer (");
    }

    @Test
    void refusesAnEndlessHead() {
        server.nowAnswers(exchange -> {
            exchange.send(OK);
            while (true) {
                exchange.send("X-More: and more\r\n");
            }
        });
        refuses(Failure.BROKEN).withMessageContaining("too long");

        server.nowAnswers(RawServer.bytes("HTTP/1.1 100 Continue\r\n\r\n".repeat(20)));
        refuses(Failure.BROKEN).withMessageContaining("interim");
    }

    @Test
    void givesUpOnADripThatNeverStops() {
        server.nowAnswers(exchange -> {
            exchange.send(OK + "Content-Length: 5000\r\n\r\n");
            exchange.drip("x".repeat(5000));
        });

        refusesWithin(IMPATIENT, Failure.TIMEOUT).withMessageStartingWith("did not answer within 600 ms");
    }

    @Test
    void givesUpOnAHeadThatDrips() {
        server.nowAnswers(exchange -> exchange.drip(OK + "X: " + "y".repeat(5000)));

        refusesWithin(IMPATIENT, Failure.TIMEOUT);
    }

    @Test
    void givesUpOnAKeptConnectionThatHangsOrDrips() throws Exception {
        text(fetcher);
        server.nowAnswers(RawServer.Exchange::hang);
        refusesWithin(IMPATIENT, Failure.TIMEOUT).withMessageStartingWith("did not answer within 600 ms");

        server.nowAnswers(RawServer.page("hello"));
        text(fetcher);
        server.nowAnswers(exchange -> {
            exchange.send(OK + "Content-Length: 5000\r\n\r\n");
            exchange.drip("x".repeat(5000));
        });
        refusesWithin(IMPATIENT, Failure.TIMEOUT);

        server.nowAnswers(RawServer.page("hello"));
        assertThat(text(fetcher)).isEqualTo("hello");
        assertThat(server.connections()).isEqualTo(3);
    }

    @Test
    void asksOnTheCallersThreadOverAConnectionThatIsKept() throws Exception {
        List<Thread> asking = new CopyOnWriteArrayList<>();
        Fetcher watched = new Fetcher(address(), Optional.empty(), LIMIT, () -> {
            asking.add(Thread.currentThread());
            return new Moment(0);
        });
        text(watched);
        assertThat(asking).isNotEmpty().doesNotContain(Thread.currentThread());

        asking.clear();
        text(watched);
        assertThat(asking).isNotEmpty().containsOnly(Thread.currentThread());
    }

    @Test
    void fetchesNothingOnceClosed() throws Exception {
        text(fetcher);
        fetcher.close();

        refuses(Failure.STOPPING);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void hearsAnEngineThatHungAgain() throws Exception {
        server.nowAnswers(RawServer.Exchange::hang);
        refusesWithin(IMPATIENT, Failure.TIMEOUT);
        refusesWithin(IMPATIENT, Failure.TIMEOUT);

        server.nowAnswers(RawServer.page("hello"));
        assertThat(text(fetcher)).isEqualTo("hello");
    }

    @Test
    void saysThatAnAnswerBrokeOffAndAsksAgain() throws Exception {
        server.nowAnswers(exchange -> {
            exchange.send(OK + "Content-Length: 5000\r\n\r\nhel");
            exchange.reset();
        });
        refuses(Failure.BROKEN).withMessageEndingWith("look at the engine's log");
        server.nowAnswers(exchange -> {
            exchange.send(OK + "Content-Length: 5000\r\n\r\nhel");
            exchange.hangUp();
        });
        refuses(Failure.BROKEN).withMessageContaining("4997 bytes before its end");

        server.nowAnswers(RawServer.page("hello"));
        assertThat(text(fetcher)).isEqualTo("hello");
    }

    @Test
    void followsNoRedirect() {
        server.nowAnswers(RawServer.bytes("HTTP/1.1 307 Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"));

        refuses(Failure.REDIRECT).withMessageContaining("status 307");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int unused;
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = deaf.getLocalPort();
        }
        Address nobody = new Address.Tcp("127.0.0.1", unused, Optional.empty());

        refuses(new Fetcher(nobody, Optional.empty(), LIMIT, () -> new Moment(0)), PATIENT, Failure.CONNECT)
                .withMessageStartingWith("refuses connections");
    }

    @Test
    void showsTheTokenOfItsFileAndReadsItAgainWhenItChanges() throws Exception {
        Path file = folder.resolve("token");
        Files.writeString(file, "first.secret\n");
        Fetcher known = fetcher(Optional.of(new BearerToken(file)));
        server.nowAnswers(exchange -> {
            boolean right = exchange.request().contains("Authorization: Bearer second.secret\n");
            RawServer.Answer answer =
                    right ? RawServer.page("hello") : RawServer.bytes("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n");
            answer.give(exchange);
        });

        refuses(known, PATIENT, Failure.UNAUTHORIZED)
                .withMessage("answers with status 401: put a token that it accepts into " + file)
                .withMessageNotContaining("secret");

        Files.writeString(file, "second.secret");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        assertThat(text(known)).isEqualTo("hello");
    }

    @Test
    void asksNothingWithoutTheToken() throws Exception {
        Path file = folder.resolve("token");
        Fetcher known = fetcher(Optional.of(new BearerToken(file)));
        refuses(known, PATIENT, Failure.CREDENTIALS).withMessageContaining(file + " does not exist: check the path");

        Files.writeString(file, "secret\r\nX-Injected: yes");
        refuses(known, PATIENT, Failure.CREDENTIALS)
                .withMessageContaining("holds no token")
                .withMessageNotContaining("secret");
        assertThat(server.requests()).isEmpty();

        Files.writeString(file, "sound");
        assertThat(text(known)).isEqualTo("hello");
        assertThat(new Request("/m", "h", Optional.of("sound"), false))
                .asString()
                .doesNotContain("sound");
    }

    @Test
    void fetchesFromAUnixSocketAndOvercomesItsAbsence() throws Exception {
        Path path = folder.resolve("s");
        Fetcher near = new Fetcher(new Address.UnixSocket(path), Optional.empty(), LIMIT, () -> new Moment(0));
        refuses(near, PATIENT, Failure.CONNECT).withMessageStartingWith("refuses connections");

        try (RawServer behind = RawServer.behind(path, RawServer.page("hello"))) {
            assertThat(text(near)).isEqualTo("hello");
            assertThat(text(near)).isEqualTo("hello");
            assertThat(behind.connections()).isEqualTo(1);
            assertThat(behind.requests().get(0)).contains("Host: localhost\n").doesNotContain("Accept-Encoding");

            behind.nowAnswers(RawServer.bytes(OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"));
            assertThat(text(near)).isEqualTo("hello");

            behind.nowAnswers(RawServer.Exchange::hang);
            refuses(near, IMPATIENT, Failure.TIMEOUT);
            behind.nowAnswers(RawServer.page("hello"));
            assertThat(text(near)).isEqualTo("hello");
        }
    }

    @Test
    void saysWhatTheEngineSpent() throws Exception {
        AtomicLong now = new AtomicLong();
        // Three milliseconds pass from each look at the clock to the next: one when the request is sent, one at the
        // end.
        Fetcher measuring = new Fetcher(address(), Optional.empty(), LIMIT, () -> new Moment(now.addAndGet(3_000_000)));
        server.nowAnswers(RawServer.page("hello"));

        assertThat(measuring.fetch("/metrics", PATIENT).answering()).isEqualTo(Duration.ofMillis(3));
    }

    private static RawServer.Answer packed(byte[] packed) {
        return exchange -> {
            exchange.send(OK + "Content-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n\r\n");
            exchange.send(packed);
        };
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    private Address address() {
        return new Address.Tcp("127.0.0.1", server.port(), Optional.empty());
    }

    private Fetcher fetcher(Optional<BearerToken> token) {
        return new Fetcher(address(), token, LIMIT, () -> new Moment(0));
    }

    private static String text(Fetcher fetcher) throws FetchException {
        Page page = fetcher.fetch("/metrics", PATIENT).page();
        return new String(page.bytes(), 0, page.length(), ISO_8859_1);
    }

    private ThrowableAssertAlternative<FetchException> refuses(Failure failure) {
        return refusesWithin(PATIENT, failure);
    }

    private ThrowableAssertAlternative<FetchException> refusesWithin(Duration deadline, Failure failure) {
        return refuses(fetcher, deadline, failure);
    }

    private static ThrowableAssertAlternative<FetchException> refuses(
            Fetcher fetcher, Duration deadline, Failure failure) {
        return assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> fetcher.fetch("/metrics", deadline))
                .satisfies(refused -> assertThat(refused.failure()).isEqualTo(failure));
    }
}
