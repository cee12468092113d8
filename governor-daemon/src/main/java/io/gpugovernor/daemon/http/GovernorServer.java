package io.gpugovernor.daemon.http;

import io.gpugovernor.daemon.http.wire.TlsLayer;
import io.gpugovernor.daemon.http.wire.WireServer;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.daemon.web.WebAccess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The daemon's HTTP endpoint. Its threads are never those of the loop. */
public final class GovernorServer implements AutoCloseable {
    /**
     * What a look came to.
     *
     * @param status HTTP status
     * @param text the answer; one sentence if it is no success
     */
    public record Looked(int status, String text) {}

    private static final int BAD_REQUEST = 400;

    private final WireServer server;
    private final Router router;

    private GovernorServer(WireServer server, Router router) {
        this.server = server;
        this.router = router;
    }

    /** As {@link #start(InetSocketAddress, RunningDaemon, WebAccess)}, with neither encryption nor passwords. */
    public static GovernorServer start(InetSocketAddress address, RunningDaemon daemon) throws ListenException {
        return start(address, daemon, WebAccess.open());
    }

    /**
     * Listens on {@code address} until closed; port 0 takes any free one.
     *
     * @param access who may use it, and over what; stays the caller's to close
     * @throws ListenException if that address cannot be listened on
     */
    public static GovernorServer start(InetSocketAddress address, RunningDaemon daemon, WebAccess access)
            throws ListenException {
        Router router = new Router(new Api(daemon, SystemTime.calendar()), new StatusPage());
        if (address.isUnresolved()) {
            throw ListenException.of(address, new IOException("unresolved"));
        }
        try {
            Gate gate = new Gate(access, new Pace(new Exchange(router)));
            return new GovernorServer(WireServer.listen(address, () -> layer(access), gate), router);
        } catch (IOException e) {
            throw ListenException.of(address, e);
        }
    }

    /** What it answers to a GET of {@code path}, which may have a query; for those who are let in by another door. */
    public Looked look(String path) {
        try {
            URI uri = new URI(path);
            Response response =
                    router.route("GET", Optional.ofNullable(uri.getPath()).orElse(""), Query.parse(uri.getRawQuery()));
            return response.status() < BAD_REQUEST
                    ? new Looked(response.status(), response.body())
                    : new Looked(response.status(), sentence(response.body()));
        } catch (URISyntaxException | BadRequestException wrong) {
            return new Looked(BAD_REQUEST, String.valueOf(wrong.getMessage()));
        }
    }

    private static String sentence(String body) {
        ErrorView error = Json.read(body, ErrorView.class);
        return error == null ? body : Optional.ofNullable(error.error()).orElse(body);
    }

    /** Where it listens; tells the port that was taken. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Stops at once; requests under way are cut off. */
    @Override
    public void close() {
        server.close();
    }

    private static Optional<TlsLayer> layer(WebAccess access) {
        return access.current().tls().map(entrance -> entrance::over);
    }
}
