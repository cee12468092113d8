package io.gpugovernor.daemon.http.wire;

import com.sun.net.httpserver.HttpExchange;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** What this server's exchanges know beyond what every exchange does. */
public final class WireExchanges {
    private WireExchanges() {}

    /** What was agreed on with the client; empty on a connection that is not encrypted. */
    public static Optional<SSLSession> session(HttpExchange exchange) {
        return exchange instanceof WireExchange wire ? wire.session() : Optional.empty();
    }
}
