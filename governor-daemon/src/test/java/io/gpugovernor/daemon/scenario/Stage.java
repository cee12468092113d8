package io.gpugovernor.daemon.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.daemon.scrape.Dialect;
import io.gpugovernor.daemon.scrape.EngineScraper;
import io.gpugovernor.daemon.scrape.ExpositionLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/** Serves on loopback whatever an engine says of itself at the moment. */
final class Stage implements AutoCloseable {
    /** Long enough for the slowest machine; no test waits for it. */
    private static final Duration PATIENT = Duration.ofSeconds(40);

    private final HttpServer server;
    private final Supplier<String> page;

    Stage(Supplier<String> page) throws IOException {
        this.page = page;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", this::answer);
        server.start();
    }

    /** A scraper of this page, in the engine's time. */
    EngineScraper scraper(Dialect dialect, TimeSource time) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
        return new EngineScraper(url, PATIENT, dialect, ExpositionLimits.DEFAULT, time);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] bytes = page.get().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
