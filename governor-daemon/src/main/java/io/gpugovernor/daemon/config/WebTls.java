package io.gpugovernor.daemon.config;

import io.gpugovernor.daemon.tls.TlsFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the daemon's endpoint encrypts, and whom it lets in.
 *
 * @param identity the certificate that clients see, with its key
 * @param clientAuth whether clients show certificates
 * @param clientCaFile those that vouch for clients; present if they are to be verified
 * @param clientAllowedSans alternative names of which a client's certificate must bear one; empty for any
 * @param versions TLS versions in Java's names, at least one
 * @param cipherSuites for TLS 1.2, in this order; empty for Java's own
 * @param preferServerOrder whether the server's order of suites counts
 * @param curves named groups in Java's names, in this order; empty for Java's own
 */
public record WebTls(
        TlsFiles.Identity identity,
        ClientAuth clientAuth,
        Optional<Path> clientCaFile,
        List<String> clientAllowedSans,
        List<String> versions,
        List<String> cipherSuites,
        boolean preferServerOrder,
        List<String> curves) {
    public WebTls {
        clientAllowedSans = List.copyOf(clientAllowedSans);
        versions = List.copyOf(versions);
        cipherSuites = List.copyOf(cipherSuites);
        curves = List.copyOf(curves);
    }
}
