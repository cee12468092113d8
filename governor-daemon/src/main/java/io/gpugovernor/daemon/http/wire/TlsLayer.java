package io.gpugovernor.daemon.http.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/** Makes connections encrypted ones. */
@FunctionalInterface
public interface TlsLayer {
    /**
     * Shakes hands with the client, in the time that the connection has.
     *
     * @param begun what was read of {@code raw} already
     * @return the encrypted connection; closing it closes {@code raw}
     * @throws IOException if there is no agreement, or the client may not come in
     */
    SSLSocket over(Socket raw, InputStream begun) throws IOException;
}
