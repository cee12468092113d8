package io.gpugovernor.daemon.web;

import io.gpugovernor.daemon.config.WebTls;
import io.gpugovernor.daemon.tls.Certificates;
import io.gpugovernor.daemon.tls.ServerTls;
import io.gpugovernor.daemon.tls.TlsFileException;
import io.gpugovernor.daemon.tls.TlsTerms;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.security.Principal;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** The encrypted way in, as one web configuration wants it. */
public final class TlsEntrance {
    private final WebTls terms;
    private final SSLContext context;
    private final Instant expiry;

    private TlsEntrance(WebTls terms, SSLContext context, Instant expiry) {
        this.terms = terms;
        this.context = context;
        this.expiry = expiry;
    }

    /** @throws TlsFileException if a file that {@code terms} names cannot be used */
    static TlsEntrance of(WebTls terms) throws TlsFileException {
        Optional<Path> verifying = terms.clientAuth().isVerified() ? terms.clientCaFile() : Optional.empty();
        SSLContext context = ServerTls.context(terms.identity(), verifying);
        X509Certificate own = Certificates.read(terms.identity().certFile()).get(0);
        return new TlsEntrance(terms, context, own.getNotAfter().toInstant());
    }

    /** When the server's own certificate ends. */
    Instant expiry() {
        return expiry;
    }

    /**
     * Shakes hands with a client.
     *
     * @param begun what was read of {@code raw} already
     * @throws IOException if there is no agreement, or the client's certificate does not let it in
     */
    public SSLSocket over(Socket raw, InputStream begun) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(raw, begun, true);
        socket.setUseClientMode(false);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(terms.versions().toArray(new String[0]));
        if (!terms.cipherSuites().isEmpty()) {
            TlsTerms.limitSuites(parameters, terms.cipherSuites());
        }
        if (!terms.curves().isEmpty()) {
            TlsTerms.chooseCurves(parameters, terms.curves());
        }
        parameters.setUseCipherSuitesOrder(terms.preferServerOrder());
        switch (terms.clientAuth()) {
            case NONE -> parameters.setWantClientAuth(false);
            case REQUESTED, VERIFIED_IF_GIVEN -> parameters.setWantClientAuth(true);
            case ANY, VERIFIED -> parameters.setNeedClientAuth(true);
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        if (!terms.clientAllowedSans().isEmpty() && !bearsAllowedName(socket.getSession())) {
            throw new SSLException("the client's certificate bears none of client_allowed_sans");
        }
        return socket;
    }

    /** Who a client proved to be by its certificate; empty if it proved nothing. */
    public Optional<String> proven(SSLSession session) {
        if (!terms.clientAuth().isVerified()) {
            return Optional.empty();
        }
        try {
            Principal who = session.getPeerPrincipal();
            return Optional.of(who.getName());
        } catch (SSLPeerUnverifiedException showedNone) {
            return Optional.empty();
        }
    }

    private boolean bearsAllowedName(SSLSession session) throws SSLException {
        try {
            X509Certificate shown = (X509Certificate) session.getPeerCertificates()[0];
            Collection<List<?>> names =
                    Optional.ofNullable(shown.getSubjectAlternativeNames()).orElse(List.of());
            return names.stream()
                    .map(name -> String.valueOf(name.get(1)))
                    .anyMatch(terms.clientAllowedSans()::contains);
        } catch (CertificateParsingException unreadable) {
            throw new SSLException("the client's certificate cannot be read", unreadable);
        }
    }
}
