package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.tls.ClientTls;
import io.gpugovernor.daemon.tls.TlsFileException;
import io.gpugovernor.daemon.tls.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How a command reaches the daemon over HTTP, as options say.
 *
 * @param url empty for the usual one
 * @param caFile certificates that vouch for the daemon's; empty for those that Java trusts
 * @param certFile certificate to show; with {@code keyFile}
 * @param keyFile its key
 * @param user with {@code passwordFile}
 * @param passwordFile holds the password on one line
 */
record DaemonAddress(
        Optional<String> url,
        Optional<Path> caFile,
        Optional<Path> certFile,
        Optional<Path> keyFile,
        Optional<String> user,
        Optional<Path> passwordFile) {
    private static final int LONGEST_PASSWORD_BYTES = 1024;

    /** There, and nothing else said. */
    static DaemonAddress at(String url) {
        return new DaemonAddress(
                Optional.of(url),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether nothing was said, so that the nearest way will do. */
    boolean isUnsaid() {
        return url.isEmpty()
                && caFile.isEmpty()
                && certFile.isEmpty()
                && keyFile.isEmpty()
                && user.isEmpty()
                && passwordFile.isEmpty();
    }

    /** @throws DaemonException if the URL is none, or holds a password, which is then not repeated */
    URI base() throws DaemonException {
        String text = url.orElse(DaemonOptions.DEFAULT_URL);
        if (text.contains("@")) {
            throw new DaemonException("--url holds a user or a password, which others could read in the list of"
                    + " processes; give --user and --password-file instead");
        }
        try {
            URI base = URI.create(text.replaceAll("/+$", ""));
            if (base.getHost() != null && ("http".equals(base.getScheme()) || "https".equals(base.getScheme()))) {
                return base;
            }
        } catch (IllegalArgumentException e) {
            throw notAUrl(text);
        }
        throw notAUrl(text);
    }

    /** TLS with the files given. */
    SSLContext tls() throws DaemonException {
        if (certFile.isPresent() != keyFile.isPresent()) {
            throw new DaemonException("--cert-file and --key-file belong together; give both or none");
        }
        Optional<TlsFiles.Identity> identity =
                certFile.flatMap(cert -> keyFile.map(key -> new TlsFiles.Identity(cert, key)));
        try {
            return new ClientTls(new TlsFiles(caFile, identity, Optional.empty())).context();
        } catch (TlsFileException unusable) {
            throw new DaemonException(unusable.getMessage() + "; " + unusable.remedy());
        }
    }

    /** The {@code Authorization} header; empty where no user was given. */
    Optional<String> authorization() throws DaemonException {
        if (user.isPresent() != passwordFile.isPresent()) {
            throw new DaemonException("--user and --password-file belong together; give both or none");
        }
        if (user.isEmpty()) {
            return Optional.empty();
        }
        String pair = user.get() + ":" + password(passwordFile.orElseThrow());
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private static String password(Path file) throws DaemonException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST_PASSWORD_BYTES + 1);
            String password = new String(bytes, StandardCharsets.UTF_8).replaceAll("\\R$", "");
            if (bytes.length > LONGEST_PASSWORD_BYTES || password.isEmpty() || password.matches("(?s).*\\R.*")) {
                throw new DaemonException(file + " must hold the password on one line, and nothing else");
            }
            return password;
        } catch (IOException unreadable) {
            throw new DaemonException("the password's file " + file + " cannot be read; check path, owner and mode");
        }
    }

    private static DaemonException notAUrl(String url) {
        return new DaemonException("'" + Printable.text(url) + "' is not a URL such as " + DaemonOptions.DEFAULT_URL);
    }
}
