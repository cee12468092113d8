package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.daemon.fetch.BearerToken;
import io.gpugovernor.daemon.tls.ClientTls;
import java.net.URI;
import java.util.Optional;

/**
 * Where an OpenAI-compatible server is.
 *
 * @param base {@code http} or {@code https} with a host; with or without the {@code /v1} of its API
 * @param token what it wants to be shown, if anything
 * @param tls how to trust it, where Java does not
 */
public record Endpoint(URI base, Optional<BearerToken> token, Optional<ClientTls> tls) {
    /** @throws IllegalArgumentException if {@code base} is no such address */
    public Endpoint {
        String scheme = String.valueOf(base.getScheme());
        if (!(scheme.equals("http") || scheme.equals("https")) || base.getHost() == null) {
            throw new IllegalArgumentException(
                    "an engine's address is http://HOST:PORT or https://HOST:PORT, not " + base);
        }
        if (base.getUserInfo() != null || base.getQuery() != null) {
            throw new IllegalArgumentException(
                    "an engine's address holds no user and no query; give a token in a file with --token-file");
        }
    }

    /** Open to everybody. */
    public Endpoint(URI base) {
        this(base, Optional.empty(), Optional.empty());
    }

    /** A page below the server's root, which {@code path} begins with a slash. */
    URI at(String path) {
        String root = base.toString();
        root = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
        root = root.endsWith("/v1") ? root.substring(0, root.length() - 3) : root;
        return URI.create(root + path);
    }

    /** The address as the operator gave it. */
    @Override
    public String toString() {
        return base.toString();
    }
}
