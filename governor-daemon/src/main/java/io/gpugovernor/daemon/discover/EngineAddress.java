package io.gpugovernor.daemon.discover;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/** Where an engine is said to listen. */
sealed interface EngineAddress {
    int HTTP = 80;
    int HTTPS = 443;

    /** @param host empty for the node itself, by whichever address of its loopback interface */
    record Tcp(Optional<InetAddress> host, int port) implements EngineAddress {
        @Override
        public String toString() {
            return "port " + port
                    + host.map(address -> " of " + address.getHostAddress()).orElse("");
        }
    }

    record Socket(String path) implements EngineAddress {
        @Override
        public String toString() {
            return "the socket " + path;
        }
    }

    /** A host name that would have to be looked up. */
    record Named(String host) implements EngineAddress {}

    /** @param url http, https or unix */
    static EngineAddress of(URI url) {
        if ("unix".equalsIgnoreCase(url.getScheme())) {
            return new Socket(url.getPath() == null ? "" : url.getPath());
        }
        String host = url.getHost() == null ? "" : url.getHost().replaceAll("[\\[\\]]", "");
        int usual = "https".equalsIgnoreCase(url.getScheme()) ? HTTPS : HTTP;
        int port = url.getPort() < 0 ? usual : url.getPort();
        if (host.equalsIgnoreCase("localhost")) {
            return new Tcp(Optional.empty(), port);
        }
        return NetTables.literal(host)
                .<EngineAddress>map(
                        address -> new Tcp(address.isLoopbackAddress() ? Optional.empty() : Optional.of(address), port))
                .orElseGet(() -> new Named(host));
    }
}
