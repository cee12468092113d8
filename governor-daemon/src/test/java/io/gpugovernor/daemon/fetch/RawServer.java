package io.gpugovernor.daemon.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A server that sends the very bytes it is told to, over TCP, TLS or a Unix socket. */
public final class RawServer implements AutoCloseable {
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Closeable> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Answer answer;
    private String greeting = "";
    private int port;

    /** What becomes of a request; the connection stays open for the next where the answer returns normally. */
    @FunctionalInterface
    public interface Answer {
        void give(Exchange exchange) throws IOException, InterruptedException;
    }

    /** One request and what can be done about it. */
    public final class Exchange {
        private final OutputStream out;
        private final Closeable connection;
        private final String request;

        private Exchange(OutputStream out, Closeable connection, String request) {
            this.out = out;
            this.connection = connection;
            this.request = request;
        }

        public String request() {
            return request;
        }

        public void send(String text) throws IOException {
            send(text.getBytes(ISO_8859_1));
        }

        public void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Sends one character every 20 ms. */
        public void drip(String text) throws IOException, InterruptedException {
            for (int i = 0; i < text.length() && !closed.await(20, TimeUnit.MILLISECONDS); i++) {
                send(text.substring(i, i + 1));
            }
        }

        /** Ends the connection in the orderly way. */
        public void hangUp() throws IOException {
            connection.close();
        }

        /** Ends the connection with a reset. */
        public void reset() throws IOException {
            ((Socket) connection).setSoLinger(true, 0);
            connection.close();
        }

        /** Waits until the test is over. */
        public void hang() throws InterruptedException {
            closed.await();
        }
    }

    private RawServer(Answer answer) {
        this.answer = answer;
    }

    public static RawServer plain(Answer answer) throws IOException {
        RawServer server = new RawServer(answer);
        server.serve(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        return server;
    }

    public static RawServer secured(SSLContext tls, boolean asksForClients, Answer answer) throws IOException {
        RawServer server = new RawServer(answer);
        SSLServerSocket socket = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(asksForClients);
        server.serve(socket);
        return server;
    }

    public static RawServer behind(Path path, Answer answer) throws IOException {
        RawServer server = new RawServer(answer);
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(path));
        server.open.add(listening);
        server.workers.execute(() -> server.acceptAll(() -> {
            SocketChannel channel = listening.accept();
            return () -> server.talk(
                    channel,
                    new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), ISO_8859_1)),
                    Channels.newOutputStream(channel));
        }));
        return server;
    }

    /** A server that says {@code all} to whoever connects, before it hears anything. */
    public static RawServer eager(String all) throws IOException {
        RawServer server = new RawServer(bytes(all));
        server.greeting = all;
        server.serve(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        return server;
    }

    /** A whole answer with status 200 and {@code body}. */
    public static Answer page(String body) {
        return exchange -> exchange.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** An answer with these bytes, after which the connection stays open. */
    public static Answer bytes(String all) {
        return exchange -> exchange.send(all);
    }

    public void nowAnswers(Answer next) {
        answer = next;
    }

    public int port() {
        return port;
    }

    public int connections() {
        return connections.get();
    }

    /** Request lines and headers so far. */
    public List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        closed.countDown();
        for (Closeable one : open) {
            try {
                one.close();
            } catch (IOException alreadyClosed) {
                // The client was faster.
            }
        }
        workers.shutdownNow();
    }

    private interface Accepting {
        Runnable next() throws IOException;
    }

    private void serve(ServerSocket listening) {
        port = listening.getLocalPort();
        open.add(listening);
        workers.execute(() -> acceptAll(() -> {
            Socket socket = listening.accept();
            return () -> {
                try {
                    talk(
                            socket,
                            new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)),
                            socket.getOutputStream());
                } catch (IOException gone) {
                    // The client does not trust us.
                }
            };
        }));
    }

    private void acceptAll(Accepting accepting) {
        try {
            while (true) {
                Runnable talk = accepting.next();
                connections.incrementAndGet();
                workers.execute(talk);
            }
        } catch (IOException | RejectedExecutionException closedMeanwhile) {
            // The test is over.
        }
    }

    private void talk(Closeable connection, BufferedReader in, OutputStream out) {
        open.add(connection);
        try (connection) {
            out.write(greeting.getBytes(ISO_8859_1));
            for (String request = request(in); !request.isEmpty(); request = request(in)) {
                requests.add(request);
                answer.give(new Exchange(out, connection, request));
            }
        } catch (IOException | InterruptedException gone) {
            // The client hung up, or the test is over.
        }
    }

    private static String request(BufferedReader in) throws IOException {
        StringBuilder request = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            request.append(line).append('\n');
        }
        return request.toString();
    }
}
