package io.gpugovernor.daemon.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.time.SystemTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WireServerTest {
    private static final int LARGE = 4 << 20;

    /** The daemon's own is longer; what is tested is that it ends. */
    private static final Duration SHORT = Duration.ofMillis(1500);

    private final SystemTime time = new SystemTime();
    private final AtomicInteger served = new AtomicInteger();
    private WireServer server;

    @BeforeEach
    void listen() throws IOException {
        server = WireServer.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional::empty,
                this::answer,
                new Patience(SHORT, SHORT, SHORT, SHORT));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersOneRequestAfterAnotherOnAConnection() throws Exception {
        try (RawClient client = client()) {
            for (int i = 1; i <= 3; i++) {
                assertThat(client.send(RawClient.GET).readAnswer())
                        .startsWith("HTTP/1.1 200 OK\r\n")
                        .endsWith("\r\n\r\nGET / " + i);
            }
        }
    }

    @Test
    void answersRequestsThatCameTogetherInTheirOrder() throws Exception {
        try (RawClient client = client()) {
            client.send(RawClient.GET.repeat(2) + "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                    + "GET /y HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + RawClient.GET);
            assertThat(client.readAnswer()).endsWith("GET / 1");
            assertThat(client.readAnswer()).endsWith("GET / 2");
            assertThat(client.readAnswer()).endsWith("POST /x 3");
            assertThat(client.readAll()).contains("Connection: close").endsWith("GET /y 4");
        }
        assertThat(served).hasValue(4);
    }

    @Test
    void closesAfterTheAnswerForClientsOfHttpOneZero() throws Exception {
        try (RawClient client = client()) {
            assertThat(client.send("GET / HTTP/1.0\r\n\r\n").readAll()).endsWith("GET / 1");
        }
    }

    @Test
    void sendsNoBodyForHead() throws Exception {
        try (RawClient client = client()) {
            String answer = client.send("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .readAll();
            assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, 'GARBAGE~~'",
        "400, 'GET /~Host: a~~'",
        "400, 'GET  / HTTP/1.1~Host: a~~'",
        "400, 'get / HTTP/1.1~Host: a~~'",
        "400, 'GET /%zz HTTP/1.1~Host: a~~'",
        "505, 'GET / HTTP/2.0~Host: a~~'",
        "400, 'GET / HTTP/1.1~~'",
        "400, 'GET / HTTP/1.1~Host: a~Host: b~~'",
        "400, 'GET / HTTP/1.1~Host : a~~'",
        "400, 'GET / HTTP/1.1~Host: a~ folded~~'",
        "400, 'GET / HTTP/1.1~Host: a~no colon~~'",
        "400, 'POST / HTTP/1.1~Host: a~Content-Length: 1~Content-Length: 2~~'",
        "400, 'POST / HTTP/1.1~Host: a~Content-Length: -1~~'",
        "400, 'POST / HTTP/1.1~Host: a~Content-Length: 1x~~'",
        "411, 'POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked~~'",
        "411, 'POST / HTTP/1.1~Host: a~Content-Length: 3~Transfer-Encoding: chunked~~'",
        "413, 'POST / HTTP/1.1~Host: a~Content-Length: 1025~~'",
        "417, 'POST / HTTP/1.1~Host: a~Content-Length: 1~Expect: miracles~~'",
    })
    void refusesWhatIsNoRequestAndHangsUp(int status, String lines) throws Exception {
        try (RawClient client = client()) {
            assertThat(client.send(lines.replace("~", "\r\n")).readAll())
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains("Connection: close");
        }
        assertThat(served).hasValue(0);
    }

    @Test
    void refusesBareLineEndsAndControlCharacters() throws Exception {
        for (String request : List.of(
                "GET / HTTP/1.1\nHost: a\n\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: b\u0000c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: b\rc\r\n\r\n")) {
            try (RawClient client = client()) {
                assertThat(client.send(request).readAll()).startsWith("HTTP/1.1 400 ");
            }
        }
    }

    @Test
    void refusesLongLinesManyHeadersAndLargeHeads() throws Exception {
        refuses("GET /" + "x".repeat(5000) + " HTTP/1.1\r\nHost: a\r\n\r\n", 414);
        refuses("GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(64) + "\r\n", 431);
        refuses("GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(17_000) + "\r\n\r\n", 431);
        refuses("GET / HTTP/1.1\r\nHost: a\r\n" + ("X: " + "y".repeat(900) + "\r\n").repeat(20) + "\r\n", 431);
    }

    @Test
    void endsALineWithoutEndBeforeItFillsTheMemory() throws Exception {
        try (RawClient client = client()) {
            long sent = 0;
            try {
                for (int i = 0; i < 1000; i++) {
                    client.send("x".repeat(10_000));
                    sent += 10_000;
                }
            } catch (IOException hungUp) {
                assertThat(hungUp).isNotNull();
            }
            assertThat(sent).isLessThan(10_000_000);
        }
    }

    @Test
    void tellsAClientThatAsksFirstToGoOn() throws Exception {
        try (RawClient client = client()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.read(25)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(client.send("x").readAnswer()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void cutsThoseWhoAreSilentOrSlowAndServesOthersMeanwhile() throws Exception {
        Moment begin = time.now();
        List<RawClient> slow = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            slow.add(client());
            slow.add(client().send("G"));
            slow.add(client().send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx"));
        }
        for (int i = 0; i < 20; i++) {
            Moment asked = time.now();
            try (RawClient client = client()) {
                assertThat(client.send(RawClient.GET).readAnswer()).startsWith("HTTP/1.1 200");
            }
            assertThat(time.now().secondsSince(asked)).isLessThan(2);
        }
        for (RawClient each : slow) {
            assertThat(each.readAll()).isEmpty();
            each.close();
        }
        assertThat(time.now().secondsSince(begin)).isBetween(1.0, 15.0);
    }

    /** A byte now and then must not buy more time. */
    @Test
    void cutsThoseWhoDripTheirRequest() throws Exception {
        Moment begin = time.now();
        try (RawClient client = client()) {
            int sent = 0;
            try {
                for (String next : ("GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(200)).split("", -1)) {
                    client.send(next);
                    sent++;
                    awaitMillis(100);
                }
            } catch (IOException cut) {
                assertThat(cut).isNotNull();
            }
            assertThat(sent).isLessThan(200);
            assertThat(time.now().secondsSince(begin)).isBetween(1.0, 12.0);
        }
    }

    @Test
    void cutsThoseWhoDoNotTakeTheirAnswerAndServesOthersMeanwhile() throws Exception {
        List<Socket> greedy = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(1024);
            socket.connect(server.address());
            socket.getOutputStream()
                    .write("GET /large HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            greedy.add(socket);
        }
        Moment begin = time.now();
        while (time.now().secondsSince(begin) < 3) {
            try (RawClient client = client()) {
                assertThat(client.send(RawClient.GET).readAnswer()).startsWith("HTTP/1.1 200");
            }
            awaitMillis(200);
        }
        try (RawClient client = client()) {
            String large = client.send("GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .readAll();
            assertThat(large).startsWith("HTTP/1.1 200").hasSizeGreaterThan(LARGE);
        }
        for (Socket socket : greedy) {
            socket.close();
        }
    }

    @Test
    void aFloodOfIdleConnectionsKeepsNobodyOut() throws Exception {
        List<RawClient> flood = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            flood.add(client());
        }
        try (RawClient client = client()) {
            assertThat(client.send(RawClient.GET).readAnswer()).startsWith("HTTP/1.1 200");
        }
        for (RawClient each : flood) {
            each.close();
        }
    }

    @Test
    void neverServesMoreConnectionsThanItsLimit() throws Exception {
        List<RawClient> busy = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            busy.add(client().send("G"));
        }
        Moment begin = time.now();
        while (connectionThreads() == 0 && time.now().secondsSince(begin) < 5) {
            awaitMillis(20);
        }
        assertThat(connectionThreads()).isBetween(1L, (long) WireLimits.CONNECTIONS);
        for (RawClient each : busy) {
            each.close();
        }
    }

    @Test
    void survivesAServiceThatFails() throws Exception {
        try (RawClient client = client()) {
            assertThat(client.send("GET /fail HTTP/1.1\r\nHost: a\r\n\r\n").readAll())
                    .isEmpty();
        }
        try (RawClient client = client()) {
            assertThat(client.send(RawClient.GET).readAnswer()).startsWith("HTTP/1.1 200");
        }
    }

    private void refuses(String request, int status) throws IOException {
        try (RawClient client = client()) {
            assertThat(client.send(request).readAll()).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/fail")) {
            throw new IllegalStateException("this service fails");
        }
        byte[] body = path.equals("/large")
                ? new byte[LARGE]
                : (exchange.getRequestMethod() + " " + path + " " + served.incrementAndGet())
                        .getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private RawClient client() throws IOException {
        return new RawClient(server.address());
    }

    private static long connectionThreads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().matches("http-[0-9]+"))
                .filter(entry -> List.of(entry.getValue()).stream()
                        .anyMatch(frame -> frame.getClassName().endsWith(".Connection")))
                .count();
    }

    /** The pace of a client, not a wait for something to happen. */
    private static void awaitMillis(long millis) {
        LockSupport.parkNanos(millis * 1_000_000);
    }
}
