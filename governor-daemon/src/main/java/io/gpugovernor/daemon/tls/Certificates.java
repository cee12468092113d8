package io.gpugovernor.daemon.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** X.509 certificates in a PEM file. */
public final class Certificates {
    private Certificates() {}

    /**
     * All certificates of a file, in its order.
     *
     * @throws TlsFileException if the file cannot be read or holds none
     */
    public static List<X509Certificate> read(Path file) throws TlsFileException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemFile.Section section : PemFile.read(file)) {
            if (section.label().endsWith("CERTIFICATE")) {
                certificates.add(certificate(file, section.content()));
            }
        }
        if (certificates.isEmpty()) {
            throw new TlsFileException(file, "holds no certificate", "it must hold -----BEGIN CERTIFICATE-----", null);
        }
        return certificates;
    }

    /** Why a certificate is not valid at a time, one clause; empty if it is. */
    public static Optional<String> outOfDate(X509Certificate certificate, Instant now) {
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            return Optional.of("expired on " + end.atOffset(ZoneOffset.UTC).toLocalDate());
        }
        return now.isBefore(begin)
                ? Optional.of(
                        "is not valid before " + begin.atOffset(ZoneOffset.UTC).toLocalDate())
                : Optional.empty();
    }

    private static X509Certificate certificate(Path file, byte[] content) throws TlsFileException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(content));
        } catch (CertificateException damaged) {
            throw new TlsFileException(file, "holds a damaged certificate", "write the file anew", damaged);
        }
    }
}
