package io.gpugovernor.daemon.config;

import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.daemon.tls.Certificates;
import io.gpugovernor.daemon.tls.PrivateKeys;
import io.gpugovernor.daemon.tls.TlsFileException;
import io.gpugovernor.daemon.tls.TlsFiles;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Looks into files of certificates and keys that a block names. Nothing of what they hold is quoted. */
final class PemFindings {
    private final Findings findings;
    private final Section section;

    PemFindings(Findings findings, Section section) {
        this.findings = findings;
        this.section = section;
    }

    /** The certificates in {@code file}, which {@code key} names; none, and reported, if it cannot be used. */
    List<X509Certificate> certificates(String key, Path file) {
        try {
            List<X509Certificate> certificates = Certificates.read(file);
            certificates.stream()
                    .flatMap(one -> Certificates.outOfDate(one, SystemTime.calendar()).stream())
                    .findFirst()
                    .ifPresent(when -> findings.warning(
                            section.pathOf(key),
                            section.place(key),
                            "a certificate in " + file + " " + when,
                            "renew it; the file is read again when it changes"));
            return certificates;
        } catch (TlsFileException unusable) {
            report(key, unusable);
            return List.of();
        }
    }

    /**
     * A certificate with its key, which {@code certKey} and {@code keyKey} name; one without the other, files that cannot
     * be used, and a pair that is none are reported.
     *
     * @param whose what the certificate is for, as in {@code a client certificate}
     */
    Optional<TlsFiles.Identity> identity(
            String certKey, Optional<Path> cert, String keyKey, Optional<Path> key, String whose) {
        List<X509Certificate> chain =
                cert.map(file -> certificates(certKey, file)).orElse(List.of());
        Optional<PrivateKey> read = key.flatMap(file -> privateKey(keyKey, file));
        boolean certGiven = section.node(certKey).isPresent();
        if (certGiven != section.node(keyKey).isPresent()) {
            String lacking = certGiven ? keyKey : certKey;
            findings.problem(
                    section.pathOf(lacking),
                    section.place(certGiven ? certKey : keyKey),
                    whose + " needs both " + certKey + " and " + keyKey,
                    "add " + lacking + ", or remove the other");
        }
        if (!chain.isEmpty()
                && read.isPresent()
                && !PrivateKeys.match(read.get(), chain.get(0).getPublicKey())) {
            findings.problem(
                    section.pathOf(keyKey),
                    section.place(keyKey),
                    key.orElseThrow() + " is not the key of " + cert.orElseThrow(),
                    "give the pair that was issued; the certificate itself stands first in " + certKey);
        }
        return cert.flatMap(file -> key.map(own -> new TlsFiles.Identity(file, own)));
    }

    private Optional<PrivateKey> privateKey(String key, Path file) {
        try {
            return Optional.of(PrivateKeys.read(file));
        } catch (TlsFileException unusable) {
            report(key, unusable);
            return Optional.empty();
        }
    }

    private void report(String key, TlsFileException unusable) {
        findings.problem(section.pathOf(key), section.place(key), unusable.getMessage(), unusable.remedy());
    }
}
