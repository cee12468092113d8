package io.gpugovernor.daemon.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How two sides of a TLS connection come to trust each other.
 *
 * @param caFile certificates that vouch for the other side, PEM; empty for those that Java trusts
 * @param identity what this side proves itself with, where it is asked to; empty for nothing
 * @param serverName the name that the other side's certificate must bear; empty for the host in the URL
 */
public record TlsFiles(Optional<Path> caFile, Optional<Identity> identity, Optional<String> serverName) {
    /** Java's own trust, and no client certificate. */
    public static final TlsFiles DEFAULT = new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * A client certificate with its key.
     *
     * @param certFile the certificate, and those between it and the root, PEM
     * @param keyFile its private key, PKCS #8 in PEM, without a passphrase
     */
    public record Identity(Path certFile, Path keyFile) {}
}
