package io.gpugovernor.daemon.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.daemon.tls.TestAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What made the JDK's own server unfit: see docs/adr/0008. */
@Timeout(90)
class EncryptedWireTest {
    private static final int LARGE = 4 << 20;
    private static final Duration SHORT = Duration.ofMillis(1500);

    private final SystemTime time = new SystemTime();

    @Test
    void outlivesClientsThatDoNotTakeTheirEncryptedAnswer(@TempDir Path folder) throws Exception {
        SSLContext context =
                new TestAuthority(folder).issue("server", "-1d", 10).serving("server");
        try (WireServer server = WireServer.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                () -> Optional.of((raw, begun) -> agreed(context, raw, begun)),
                EncryptedWireTest::answer,
                new Patience(SHORT, SHORT, SHORT, SHORT))) {
            List<SSLSocket> greedy = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Socket raw = new Socket();
                raw.setReceiveBufferSize(1024);
                raw.connect(server.address());
                greedy.add(asking(context, raw, "/large"));
            }
            Moment begin = time.now();
            while (time.now().secondsSince(begin) < 5) {
                Moment asked = time.now();
                Socket raw = new Socket();
                raw.setSoTimeout(20_000);
                raw.connect(server.address());
                try (SSLSocket socket = asking(context, raw, "/")) {
                    assertThat(new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
                            .isEqualTo("HTTP/1.1 200 OK");
                }
                assertThat(time.now().secondsSince(asked)).isLessThan(4);
            }
            for (SSLSocket each : greedy) {
                each.close();
            }
        }
    }

    private static SSLSocket agreed(SSLContext context, Socket raw, InputStream begun) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(raw, begun, true);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    private static SSLSocket asking(SSLContext context, Socket raw, String path) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(raw, "127.0.0.1", raw.getPort(), true);
        String request = "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] body = new byte[exchange.getRequestURI().getPath().equals("/large") ? LARGE : 1];
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }
}
