package io.gpugovernor.daemon.http.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that sends what it is told, and nothing of its own. */
final class RawClient implements Closeable {
    static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private final Socket socket = new Socket();

    RawClient(InetSocketAddress server) throws IOException {
        socket.setSoTimeout(20_000);
        socket.connect(server);
    }

    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** As many bytes as are named, or what there is before the end. */
    String read(int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    /** Everything up to the end; a connection that is reset has ended. */
    String readAll() {
        StringBuilder all = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            byte[] some = new byte[1 << 16];
            for (int length = in.read(some); length >= 0; length = in.read(some)) {
                all.append(new String(some, 0, length, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException reset) {
            all.append("");
        }
        return all.toString();
    }

    /** One answer whose body has the length that it names. */
    String readAnswer() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            String next = read(1);
            if (next.isEmpty()) {
                return head.toString();
            }
            head.append(next);
        }
        int at = head.toString().toLowerCase(Locale.ROOT).indexOf("content-length:");
        int length = Integer.parseInt(
                head.substring(at + 15, head.indexOf("\r\n", at)).strip());
        return head + read(length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
