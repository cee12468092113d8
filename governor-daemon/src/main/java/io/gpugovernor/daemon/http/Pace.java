package io.gpugovernor.daemon.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets a few answers be made at once, so that making them takes no time from the loops. Nobody waits for a client here. */
final class Pace implements HttpHandler {
    private final Semaphore places = new Semaphore(ServerLimits.AT_ONCE, true);
    private final HttpHandler inner;

    Pace(HttpHandler inner) {
        this.inner = inner;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            if (!places.tryAcquire(ServerLimits.WAIT_SECONDS, TimeUnit.SECONDS)) {
                Exchange.send(exchange, Response.error(503, "too many requests are being answered; ask again"));
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the endpoint closes", e);
        }
        try {
            inner.handle(exchange);
        } finally {
            places.release();
        }
    }
}
