package io.gpugovernor.daemon.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.gpugovernor.daemon.http.wire.WireExchanges;
import io.gpugovernor.daemon.web.Credentials;
import io.gpugovernor.daemon.web.Protection;
import io.gpugovernor.daemon.web.Refusals.Reason;
import io.gpugovernor.daemon.web.Verdict;
import io.gpugovernor.daemon.web.WebAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** Lets requests in as the web configuration says, for every path alike, and notes whose they are. */
final class Gate implements HttpHandler {
    private static final String CALLER = "caller";

    private final WebAccess access;
    private final HttpHandler inner;

    Gate(WebAccess access, HttpHandler inner) {
        this.access = access;
        this.inner = inner;
    }

    /** Who sent a request that was let in. */
    static Caller callerOf(HttpExchange exchange) {
        return exchange.getAttribute(CALLER) instanceof Caller caller ? caller : Caller.UNKNOWN;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Protection protection = access.current();
        protection.headers().forEach(exchange.getResponseHeaders()::set);
        InetAddress from = exchange.getRemoteAddress().getAddress();
        if (!protection.grants()) {
            refuse(exchange, Reason.RATE_LIMIT, tooMany("rate_limit of the web configuration"));
            return;
        }
        Optional<Credentials> given = Optional.empty();
        if (protection.asksForPassword()) {
            given = Credentials.of(exchange.getRequestHeaders().getFirst("Authorization"));
            if (given.isEmpty()) {
                refuse(exchange, Reason.NO_CREDENTIALS, unauthorized("this daemon asks for a user and a password"));
                return;
            }
            Verdict verdict = protection.check(given.get(), from);
            if (verdict != Verdict.RIGHT) {
                refuse(
                        exchange,
                        verdict == Verdict.BUSY ? Reason.BUSY : Reason.WRONG_CREDENTIALS,
                        verdict == Verdict.BUSY
                                ? tooMany("too many passwords are being checked")
                                : unauthorized("there is no such user with that password"));
                return;
            }
        }
        Optional<SSLSession> session = WireExchanges.session(exchange);
        Optional<String> certified =
                session.flatMap(agreed -> protection.tls().flatMap(entrance -> entrance.proven(agreed)));
        exchange.setAttribute(
                CALLER,
                new Caller(
                        given.map(Credentials::user).or(() -> certified),
                        session.isPresent(),
                        from.isLoopbackAddress()));
        inner.handle(exchange);
    }

    private void refuse(HttpExchange exchange, Reason reason, Response response) throws IOException {
        access.refusals().count(reason, exchange.getRemoteAddress().getAddress());
        Exchange.send(exchange, response);
    }

    private static Response unauthorized(String why) {
        return Response.error(
                        401,
                        why + "; with gpu-governor status and explain give --user NAME and --password-file FILE, with"
                                + " curl --user NAME, with Prometheus basic_auth")
                .with("WWW-Authenticate", "Basic realm=\"gpu-governor\", charset=\"UTF-8\"");
    }

    private static Response tooMany(String why) {
        return Response.error(429, why + "; ask again in a second").with("Retry-After", "1");
    }
}
