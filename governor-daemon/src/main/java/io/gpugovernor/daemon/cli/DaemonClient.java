package io.gpugovernor.daemon.cli;

import com.google.gson.JsonParseException;
import io.gpugovernor.daemon.http.ErrorView;
import io.gpugovernor.daemon.http.Json;
import io.gpugovernor.daemon.lease.RunDirectory;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the running daemon. */
final class DaemonClient {
    /** A way to the daemon. */
    interface Way {
        /** @throws DaemonException if nobody answers */
        Answer fetch(String path) throws DaemonException;

        /** Where it leads. */
        String place();

        /** The sentence for an answer that no gpu-governor of this version gives. */
        String stranger();
    }

    /** What came back. */
    record Answer(int status, String text) {}

    private static final int OK = 200;

    private final Way way;

    private DaemonClient(Way way) {
        this.way = way;
    }

    /**
     * By the run directory where nothing was said and this user may; otherwise over HTTP.
     *
     * @param environment where the run directory may be named
     * @throws DaemonException if the options make no address
     */
    static DaemonClient at(DaemonAddress address, Map<String, String> environment) throws DaemonException {
        Way http = HttpWay.to(address);
        return new DaemonClient(
                address.isUnsaid() ? SocketWay.orElse(RunDirectory.ofDaemons(environment), http) : http);
    }

    /**
     * By the run directory where this user may; otherwise over HTTP at {@code url}.
     *
     * @param environment where the run directory may be named
     * @throws DaemonException if {@code url} is none
     */
    static DaemonClient near(String url, Map<String, String> environment) throws DaemonException {
        return new DaemonClient(
                SocketWay.orElse(RunDirectory.ofDaemons(environment), HttpWay.to(DaemonAddress.at(url))));
    }

    /** Where it asks. */
    String address() {
        return way.place();
    }

    /**
     * The page at {@code path} as it comes, whatever its status.
     *
     * @throws DaemonException if nobody answers
     */
    String page(String path) throws DaemonException {
        return way.fetch(path).text();
    }

    /**
     * The daemon's answer to {@code path}.
     *
     * @throws DaemonException if there is none, or it is not what was asked for
     */
    <T> T get(String path, Class<T> type) throws DaemonException {
        Answer answer = way.fetch(path);
        try {
            if (answer.status() == OK) {
                T view = Json.read(answer.text(), type);
                if (view != null) {
                    return view;
                }
            } else {
                @Nullable ErrorView error = Json.read(answer.text(), ErrorView.class);
                if (error != null && error.status() == answer.status()) {
                    throw new DaemonException(error.error());
                }
            }
        } catch (JsonParseException e) {
            throw new DaemonException(way.stranger());
        }
        throw new DaemonException(way.stranger());
    }
}
