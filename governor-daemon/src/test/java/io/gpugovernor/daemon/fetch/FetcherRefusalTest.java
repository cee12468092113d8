package io.gpugovernor.daemon.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are too long, too slow, cut off or no answer at all, and what comes after them. */
@Timeout(60)
class FetcherRefusalTest {
    private static final Duration IMPATIENT = Duration.ofMillis(600);
    private static final int LIMIT = FetchedServer.LIMIT;
    private static final String OK = FetchedServer.OK;

    private final FetchedServer fetched = new FetchedServer();
    private final RawServer server = fetched.server();

    FetcherRefusalTest() throws IOException {}

    @AfterEach
    void close() {
        fetched.close();
    }

    @Test
    void stopsUnpackingAtTheLimit() throws Exception {
        byte[] bomb = FetchedServer.gzip(new byte[1 << 20]);
        assertThat(bomb.length).isLessThan(LIMIT);
        server.nowAnswers(FetchedServer.packed(bomb));

        fetched.refuses(Failure.OVERSIZED).withMessageStartingWith("sends more than 10000 bytes");
    }

    @Test
    void refusesAPageAboveTheLimitHoweverItSaysSo() {
        server.nowAnswers(RawServer.bytes(OK + "Content-Length: 10001\r\n\r\n"));
        fetched.refuses(Failure.OVERSIZED);

        server.nowAnswers(RawServer.bytes(
                OK + "Transfer-Encoding: chunked\r\n\r\n2711\r\n" + "x".repeat(10_001) + "\r\n0\r\n\r\n"));
        fetched.refuses(Failure.OVERSIZED);

        server.nowAnswers(exchange -> {
            exchange.send(OK + "\r\n" + "x".repeat(10_001));
            exchange.hangUp();
        });
        fetched.refuses(Failure.OVERSIZED);
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

        fetched.refuses(Failure.BROKEN).withMessageStartingWith("broke off its answer (");
    }

    @Test
    void refusesAnEndlessHead() {
        server.nowAnswers(exchange -> {
            exchange.send(OK);
            while (true) {
                exchange.send("X-More: and more\r\n");
            }
        });
        fetched.refuses(Failure.BROKEN).withMessageContaining("too long");

        server.nowAnswers(RawServer.bytes("HTTP/1.1 100 Continue\r\n\r\n".repeat(20)));
        fetched.refuses(Failure.BROKEN).withMessageContaining("interim");
    }

    @Test
    void givesUpOnADripThatNeverStops() {
        server.nowAnswers(exchange -> {
            exchange.send(OK + "Content-Length: 5000\r\n\r\n");
            exchange.drip("x".repeat(5000));
        });

        fetched.refusesWithin(IMPATIENT, Failure.TIMEOUT).withMessageStartingWith("did not answer within 600 ms");
    }

    @Test
    void givesUpOnAHeadThatDrips() {
        server.nowAnswers(exchange -> exchange.drip(OK + "X: " + "y".repeat(5000)));

        fetched.refusesWithin(IMPATIENT, Failure.TIMEOUT);
    }

    @Test
    void givesUpOnAKeptConnectionThatHangsOrDrips() throws Exception {
        fetched.text();
        server.nowAnswers(RawServer.Exchange::hang);
        fetched.refusesWithin(IMPATIENT, Failure.TIMEOUT).withMessageStartingWith("did not answer within 600 ms");

        server.nowAnswers(RawServer.page("hello"));
        fetched.text();
        server.nowAnswers(exchange -> {
            exchange.send(OK + "Content-Length: 5000\r\n\r\n");
            exchange.drip("x".repeat(5000));
        });
        fetched.refusesWithin(IMPATIENT, Failure.TIMEOUT);

        server.nowAnswers(RawServer.page("hello"));
        assertThat(fetched.text()).isEqualTo("hello");
        assertThat(server.connections()).isEqualTo(3);
    }

    @Test
    void hearsAnEngineThatHungAgain() throws Exception {
        server.nowAnswers(RawServer.Exchange::hang);
        fetched.refusesWithin(IMPATIENT, Failure.TIMEOUT);
        fetched.refusesWithin(IMPATIENT, Failure.TIMEOUT);

        server.nowAnswers(RawServer.page("hello"));
        assertThat(fetched.text()).isEqualTo("hello");
    }

    @Test
    void saysThatAnAnswerBrokeOffAndAsksAgain() throws Exception {
        server.nowAnswers(exchange -> {
            exchange.send(OK + "Content-Length: 5000\r\n\r\nhel");
            exchange.reset();
        });
        fetched.refuses(Failure.BROKEN).withMessageEndingWith("look at the engine's log");
        server.nowAnswers(exchange -> {
            exchange.send(OK + "Content-Length: 5000\r\n\r\nhel");
            exchange.hangUp();
        });
        fetched.refuses(Failure.BROKEN).withMessageContaining("4997 bytes before its end");

        server.nowAnswers(RawServer.page("hello"));
        assertThat(fetched.text()).isEqualTo("hello");
    }

    @Test
    void followsNoRedirect() {
        server.nowAnswers(RawServer.bytes("HTTP/1.1 307 Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"));

        fetched.refuses(Failure.REDIRECT).withMessageContaining("status 307");
        assertThat(server.requests()).hasSize(1);
    }
}
