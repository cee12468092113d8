package io.gpugovernor.daemon.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A metrics page on a local port that answers as it is told. */
final class ScriptedEngine implements AutoCloseable {
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    private final HttpServer server;
    private volatile Answer answer;

    /** What the server does with a request. */
    @FunctionalInterface
    interface Answer {
        void give(HttpExchange exchange) throws IOException, InterruptedException;
    }

    ScriptedEngine(Answer answer) throws IOException {
        this.answer = answer;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/metrics", this::handle);
        server.start();
    }

    static Answer page(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** Sends {@code head} of a longer page, then keeps the line open until the test is over. */
    Answer hangAfter(String head) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 90_000);
            exchange.getResponseBody().write(head.getBytes(UTF_8));
            exchange.getResponseBody().flush();
            closed.await();
        };
    }

    /** Answers nothing until the test is over. */
    Answer silence() {
        return exchange -> closed.await();
    }

    void nowAnswers(Answer next) {
        answer = next;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
    }

    /** How many connections clients have opened. */
    int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        workers.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        connections.add(exchange.getRemoteAddress());
        try (exchange) {
            answer.give(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
