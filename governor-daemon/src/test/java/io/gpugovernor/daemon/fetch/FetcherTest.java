package io.gpugovernor.daemon.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Moment;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FetcherTest {
    private static final Duration PATIENT = FetchedServer.PATIENT;
    private static final Duration IMPATIENT = Duration.ofMillis(600);
    private static final int LIMIT = FetchedServer.LIMIT;
    private static final String OK = FetchedServer.OK;

    private final FetchedServer fetched = new FetchedServer();
    private final RawServer server = fetched.server();
    private final Fetcher fetcher = fetched.fetcher();

    @TempDir
    private Path folder;

    FetcherTest() throws IOException {}

    @AfterEach
    void close() {
        fetched.close();
    }

    @Test
    void fetchesOverOneConnection() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(fetched.text()).isEqualTo("hello");
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
        fetched.text();

        assertThat(server.requests().get(0)).doesNotContainIgnoringCase("Accept-Encoding");
        assertThat(new String(new Request("/m", "far:80", Optional.empty(), true).bytes(), ISO_8859_1))
                .contains("\r\nAccept-Encoding: gzip\r\n");
    }

    @Test
    void readsChunksTheirExtensionsAndTrailers() throws Exception {
        server.nowAnswers(
                RawServer.bytes(OK + "Transfer-Encoding: chunked\r\n\r\n3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\nX: y\r\n\r\n"));

        assertThat(fetched.text()).isEqualTo("hello");
        assertThat(fetched.text()).isEqualTo("hello");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void readsUpToTheEndOfTheConnection() throws Exception {
        server.nowAnswers(exchange -> {
            exchange.send(OK + "\r\nhello");
            exchange.hangUp();
        });

        assertThat(fetched.text()).isEqualTo("hello");
        assertThat(fetched.text()).isEqualTo("hello");
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void waitsForTheAnswerBehindAnInterimOne() throws Exception {
        server.nowAnswers(
                RawServer.bytes("HTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n" + OK + "Content-Length: 5\r\n\r\nhello"));

        assertThat(fetched.text()).isEqualTo("hello");
    }

    @Test
    void dialsAnewWhenTheEngineClosedAnIdleConnection() throws Exception {
        RawServer.Answer page = RawServer.page("hello");
        server.nowAnswers(exchange -> {
            page.give(exchange);
            exchange.hangUp();
        });
        assertThat(fetched.text()).isEqualTo("hello");

        assertThat(fetched.text()).isEqualTo("hello");
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void unpacksWhatComesPacked() throws Exception {
        byte[] packed = FetchedServer.gzip(new byte[LIMIT]);
        server.nowAnswers(FetchedServer.packed(packed));

        assertThat(fetcher.fetch("/metrics", PATIENT).page().length()).isEqualTo(LIMIT);
        assertThat(fetcher.fetch("/metrics", PATIENT).page().length()).isEqualTo(LIMIT);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void asksOnTheCallersThreadOverAConnectionThatIsKept() throws Exception {
        List<Thread> asking = new CopyOnWriteArrayList<>();
        Fetcher watched = new Fetcher(fetched.address(), Optional.empty(), LIMIT, () -> {
            asking.add(Thread.currentThread());
            return new Moment(0);
        });
        FetchedServer.text(watched);
        assertThat(asking).isNotEmpty().doesNotContain(Thread.currentThread());

        asking.clear();
        FetchedServer.text(watched);
        assertThat(asking).isNotEmpty().containsOnly(Thread.currentThread());
    }

    @Test
    void fetchesNothingOnceClosed() throws Exception {
        fetched.text();
        fetcher.close();

        fetched.refuses(Failure.STOPPING);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int unused;
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = deaf.getLocalPort();
        }
        Address nobody = new Address.Tcp("127.0.0.1", unused, Optional.empty());

        FetchedServer.refuses(
                        new Fetcher(nobody, Optional.empty(), LIMIT, () -> new Moment(0)), PATIENT, Failure.CONNECT)
                .withMessageStartingWith("refuses connections");
    }

    @Test
    void showsTheTokenOfItsFileAndReadsItAgainWhenItChanges() throws Exception {
        Path file = folder.resolve("token");
        Files.writeString(file, "first.secret\n");
        Fetcher known = fetched.fetcher(Optional.of(new BearerToken(file)));
        server.nowAnswers(exchange -> {
            boolean right = exchange.request().contains("Authorization: Bearer second.secret\n");
            RawServer.Answer answer =
                    right ? RawServer.page("hello") : RawServer.bytes("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n");
            answer.give(exchange);
        });

        FetchedServer.refuses(known, PATIENT, Failure.UNAUTHORIZED)
                .withMessage("answers with status 401: put a token that it accepts into " + file)
                .withMessageNotContaining("secret");

        Files.writeString(file, "second.secret");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        assertThat(FetchedServer.text(known)).isEqualTo("hello");
    }

    @Test
    void asksNothingWithoutTheToken() throws Exception {
        Path file = folder.resolve("token");
        Fetcher known = fetched.fetcher(Optional.of(new BearerToken(file)));
        FetchedServer.refuses(known, PATIENT, Failure.CREDENTIALS)
                .withMessageContaining(file + " does not exist: check the path");

        Files.writeString(file, "secret\r\nX-Injected: yes");
        FetchedServer.refuses(known, PATIENT, Failure.CREDENTIALS)
                .withMessageContaining("holds no token")
                .withMessageNotContaining("secret");
        assertThat(server.requests()).isEmpty();

        Files.writeString(file, "sound");
        assertThat(FetchedServer.text(known)).isEqualTo("hello");
        assertThat(new Request("/m", "h", Optional.of("sound"), false))
                .asString()
                .doesNotContain("sound");
    }

    @Test
    void fetchesFromAUnixSocketAndOvercomesItsAbsence() throws Exception {
        Path path = folder.resolve("s");
        Fetcher near = new Fetcher(new Address.UnixSocket(path), Optional.empty(), LIMIT, () -> new Moment(0));
        FetchedServer.refuses(near, PATIENT, Failure.CONNECT).withMessageStartingWith("refuses connections");

        try (RawServer behind = RawServer.behind(path, RawServer.page("hello"))) {
            assertThat(FetchedServer.text(near)).isEqualTo("hello");
            assertThat(FetchedServer.text(near)).isEqualTo("hello");
            assertThat(behind.connections()).isEqualTo(1);
            assertThat(behind.requests().get(0)).contains("Host: localhost\n").doesNotContain("Accept-Encoding");

            behind.nowAnswers(RawServer.bytes(OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"));
            assertThat(FetchedServer.text(near)).isEqualTo("hello");

            behind.nowAnswers(RawServer.Exchange::hang);
            FetchedServer.refuses(near, IMPATIENT, Failure.TIMEOUT);
            behind.nowAnswers(RawServer.page("hello"));
            assertThat(FetchedServer.text(near)).isEqualTo("hello");
        }
    }

    @Test
    void saysWhatTheEngineSpent() throws Exception {
        AtomicLong now = new AtomicLong();
        // Three milliseconds pass from each look at the clock to the next: one when the request is sent, one at the
        // end.
        Fetcher measuring =
                new Fetcher(fetched.address(), Optional.empty(), LIMIT, () -> new Moment(now.addAndGet(3_000_000)));
        server.nowAnswers(RawServer.page("hello"));

        assertThat(measuring.fetch("/metrics", PATIENT).answering()).isEqualTo(Duration.ofMillis(3));
    }
}
