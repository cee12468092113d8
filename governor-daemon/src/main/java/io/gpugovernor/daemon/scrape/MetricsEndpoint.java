package io.gpugovernor.daemon.scrape;

import io.gpugovernor.core.units.Durations;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Fetches a metrics page over one kept-alive connection, within a deadline and a size. */
final class MetricsEndpoint {
    private static final int OK = 200;

    private final HttpClient client;
    private final HttpRequest request;
    private final Duration deadline;
    private final int bodyLimit;

    /**
     * @param url http or https, with a host and without credentials
     * @param deadline longest that a fetch may take, connecting included; connecting may take half of it
     * @param bodyLimit largest page, bytes
     * @throws IllegalArgumentException if the address is not such a one or the deadline not positive
     */
    MetricsEndpoint(URI url, Duration deadline, int bodyLimit) {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("the deadline of a scrape must be positive, not " + deadline);
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("an engine's address must not hold credentials; remove 'user@'");
        }
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException(
                    "an engine's address must look like http://host:port/metrics, not " + url);
        }
        this.deadline = deadline;
        this.bodyLimit = bodyLimit;
        this.request = HttpRequest.newBuilder(url)
                .header("Accept", "text/plain; version=0.0.4")
                .timeout(deadline)
                .GET()
                .build();
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                // A proxy meant for the outside world has no business between two processes of a node.
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(deadline.dividedBy(2).plusNanos(1))
                .build();
    }

    /** @throws EndpointException if there is no page, saying why and what to do */
    Page fetch() throws EndpointException {
        // The request's own timeout ends with the headers; the one here covers the body too.
        CompletableFuture<HttpResponse<Page>> exchange = client.sendAsync(request, this::subscriber);
        try {
            HttpResponse<Page> response = exchange.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            if (response.statusCode() != OK) {
                throw new EndpointException(refusal(response.statusCode()), null);
            }
            return response.body();
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new EndpointException(lateness(), e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new EndpointException("was not read: the daemon is stopping", e);
        } catch (ExecutionException e) {
            throw new EndpointException(explain(e.getCause()), e.getCause());
        }
    }

    private HttpResponse.BodySubscriber<Page> subscriber(HttpResponse.ResponseInfo response) {
        return response.statusCode() == OK
                ? new PageSubscriber(bodyLimit)
                : HttpResponse.BodySubscribers.replacing(new Page(1));
    }

    private String explain(@Nullable Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return "accepted no connection in time: check the address and that no firewall drops it";
        }
        if (cause instanceof HttpTimeoutException) {
            return lateness();
        }
        if (cause instanceof ConnectException) {
            return cause.getCause() instanceof UnresolvedAddressException
                    ? "names a host that cannot be resolved: correct the address"
                    : "refuses connections: start the engine or correct the address";
        }
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (one instanceof PageSubscriber.OversizedException) {
                return "sends more than " + bodyLimit + " bytes: correct the address, this is no metrics page of an"
                        + " engine";
            }
        }
        String detail = cause instanceof IOException ? cause.getMessage() : String.valueOf(cause);
        return "broke off its answer (" + detail + "): look at the engine's log";
    }

    private String lateness() {
        return String.format(
                Locale.ROOT,
                "did not answer within %.0f ms: the engine is overloaded or hangs, or the telemetry period is too short",
                Durations.seconds(deadline) * 1e3);
    }

    private static String refusal(int status) {
        String remedy = switch (status) {
            case 401, 403 -> "let this node read it without credentials";
            case 404 -> "correct the metrics path";
            default ->
                status >= 300 && status < 400
                        ? "redirects are not followed, give the final address"
                        : "look at the engine's log";
        };
        return "answers with status " + status + ": " + remedy;
    }
}
