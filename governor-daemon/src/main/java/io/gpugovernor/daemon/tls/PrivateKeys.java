package io.gpugovernor.daemon.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/** A private key in a PEM file, and whether it belongs to a certificate. */
public final class PrivateKeys {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private PrivateKeys() {}

    /** @throws TlsFileException if the file cannot be read or holds no key without a passphrase, in PKCS #8, PKCS #1 or SEC 1 */
    public static PrivateKey read(Path file) throws TlsFileException {
        for (PemFile.Section section : PemFile.read(file)) {
            switch (section.label()) {
                case "PRIVATE KEY" -> {
                    return key(file, section.content());
                }
                case "ENCRYPTED PRIVATE KEY" ->
                    throw new TlsFileException(
                            file, "is locked with a passphrase", "unlock it: openssl pkcs8 -in KEY -out FILE", null);
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> {
                    return oldKey(file, section);
                }
                default -> {
                    continue; // certificates often lie in the same file
                }
            }
        }
        throw new TlsFileException(file, "holds no private key", "it must hold -----BEGIN PRIVATE KEY-----", null);
    }

    /** Whether what {@code key} signs is taken for signed by the owner of {@code publicKey}. */
    public static boolean match(PrivateKey key, PublicKey publicKey) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
        byte[] sample = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException differentKinds) {
            return false;
        }
    }

    private static PrivateKey oldKey(Path file, PemFile.Section section) throws TlsFileException {
        try {
            byte[] content = section.content();
            return key(
                    file, section.label().startsWith("RSA") ? OldKeys.rsaAsPkcs8(content) : OldKeys.ecAsPkcs8(content));
        } catch (IllegalArgumentException damaged) {
            // The cause would quote a piece of the file.
            throw new TlsFileException(file, "holds a damaged key", "convert it: openssl pkey -in KEY -out FILE", null);
        }
    }

    private static PrivateKey key(Path file, byte[] content) throws TlsFileException {
        // The encoding names its algorithm, and each factory refuses the others'.
        return ALGORITHMS.stream()
                .flatMap(algorithm -> decoded(algorithm, content).stream())
                .findFirst()
                .orElseThrow(() -> new TlsFileException(
                        file,
                        "holds a damaged key, or one that is neither RSA, EC nor EdDSA",
                        "write the file anew",
                        null));
    }

    private static Optional<PrivateKey> decoded(String algorithm, byte[] content) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(content)));
        } catch (GeneralSecurityException anotherKind) {
            return Optional.empty();
        }
    }
}
