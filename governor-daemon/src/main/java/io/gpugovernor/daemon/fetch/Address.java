package io.gpugovernor.daemon.fetch;

import io.gpugovernor.daemon.tls.TlsFiles;
import java.nio.file.Path;
import java.util.Optional;

/** Where an engine listens. */
public sealed interface Address {
    /** The value of the request's Host header. */
    String authority();

    /**
     * A TCP port.
     *
     * @param host name or IP address, without brackets
     * @param port 1 to 65,535
     * @param tls how to trust the engine and be trusted; empty for a connection without TLS
     */
    record Tcp(String host, int port, Optional<TlsFiles> tls) implements Address {
        @Override
        public String authority() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** A Unix-domain stream socket on this machine. */
    record UnixSocket(Path path) implements Address {
        @Override
        public String authority() {
            return "localhost";
        }
    }
}
