package io.gpugovernor.daemon.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An engine on loopback that has served a request, and answers the questions of a diagnosis. */
public final class SpokenEngine implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> pages = new HashMap<>();

    /** @param speech of which engine: {@code VLLM_V1}, {@code SGLANG} */
    public SpokenEngine(String speech) throws IOException {
        StagedEngine engine =
                new StagedEngine().arrive(1).firstToken(0.2).decode(0.02).end();
        pages.put("/metrics", Speech.valueOf(speech).page(engine));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                Optional<String> page =
                        Optional.ofNullable(pages.get(exchange.getRequestURI().toString()));
                byte[] bytes = page.orElse("").getBytes(UTF_8);
                exchange.sendResponseHeaders(page.isPresent() ? 200 : 404, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    /** From now on answers {@code path} with {@code text}; what it was not told is not found. */
    public SpokenEngine answers(String path, String text) {
        pages.put(path, text);
        return this;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
