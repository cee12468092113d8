package io.gpugovernor.daemon.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request off the wire, within limits, and puts the router's response on it. */
final class Exchange implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);

    private final Router router;

    Exchange(Router router) {
        this.router = router;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, respond(exchange));
        }
    }

    private Response respond(HttpExchange exchange) {
        try {
            if (exchange.getRequestBody().readNBytes(ServerLimits.BODY_BYTES + 1).length > ServerLimits.BODY_BYTES) {
                return Response.error(413, "no endpoint takes a body of this size; send none");
            }
            Caller caller = Gate.callerOf(exchange);
            if (isFromAnotherSite(exchange.getRequestHeaders(), caller)) {
                return Response.error(403, "a page of another site sent this request; ask this server directly");
            }
            if (exchange.getRequestMethod().equals("POST")
                    && !caller.mayCommand()
                    && !isForThisNode(exchange.getRequestHeaders())) {
                return Response.error(403, "commands are taken under a loopback address only, such as 127.0.0.1");
            }
            URI uri = exchange.getRequestURI();
            return router.route(
                    exchange.getRequestMethod(),
                    Optional.ofNullable(uri.getPath()).orElse(""),
                    Query.parse(uri.getRawQuery()).by(caller));
        } catch (BadRequestException e) {
            return Response.error(400, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            LOG.error("answering {} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
            return Response.error(500, "answering failed; the daemon's log says why");
        }
    }

    /** Browsers name the page a request comes from; without this, any page could have a reload posted here. */
    private static boolean isFromAnotherSite(Headers headers, Caller caller) {
        String origin = headers.getFirst("Origin");
        String scheme = caller.encrypted() ? "https://" : "http://";
        return origin != null && !origin.equals(scheme + headers.getFirst("Host"));
    }

    /** A name that somebody else makes resolve to this node would make their page one of this server's own. */
    private static boolean isForThisNode(Headers headers) {
        String host = Optional.ofNullable(headers.getFirst("Host")).orElse("");
        return LOOPBACK.matcher(host).matches();
    }

    static void send(HttpExchange exchange, Response response) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        response.headers().forEach(headers::set);
        if (response.isHeldBy(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        byte[] body = response.bytes();
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(response.status(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
