package io.gpugovernor.daemon.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** TLS for incoming connections. */
public final class ServerTls {
    /** Sessions that can be resumed; Prometheus keeps its connection, so few ever are. */
    private static final int SESSIONS = 256;

    private ServerTls() {}

    /**
     * What the files say at present. Sessions of earlier contexts are not resumed in it: who was let in under another
     * certificate shows theirs again.
     *
     * @param clientCas certificates that vouch for clients; empty where theirs prove nothing
     * @throws TlsFileException if one of the files cannot be used
     */
    public static SSLContext context(TlsFiles.Identity identity, Optional<Path> clientCas) throws TlsFileException {
        // Optional.map would hide the checked exception.
        TrustManager[] trust = null;
        try {
            if (clientCas.isPresent()) {
                trust = KeyStores.trust(Certificates.read(clientCas.get()));
            }
            SSLContext made = SSLContext.getInstance("TLS");
            made.init(KeyStores.keys(identity), trust == null ? new TrustManager[] {new Unverified()} : trust, null);
            made.getServerSessionContext().setSessionCacheSize(SESSIONS);
            return made;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalStateException("this Java cannot do TLS", unusable);
        }
    }
}
