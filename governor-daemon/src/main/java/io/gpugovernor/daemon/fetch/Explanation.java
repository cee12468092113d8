package io.gpugovernor.daemon.fetch;

import io.gpugovernor.daemon.tls.TlsFileException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Tells an operator what a failed fetch means and what to do. */
final class Explanation {
    private Explanation() {}

    static FetchException of(Throwable cause, int bodyLimit) {
        if (cause instanceof FetchException known) {
            return known;
        }
        if (cause instanceof TlsFileException file) {
            return new FetchException(
                    Failure.CREDENTIALS, "was not asked, " + file.getMessage() + ": " + file.remedy(), file);
        }
        if (cause instanceof OversizedException) {
            return new FetchException(
                    Failure.OVERSIZED,
                    "sends more than " + bodyLimit
                            + " bytes: correct the address, this is no metrics page of an engine",
                    cause);
        }
        if (cause instanceof SSLException) {
            return new FetchException(Failure.TLS, distrust(cause), cause);
        }
        return connecting(cause)
                .map(clause -> new FetchException(Failure.CONNECT, clause, cause))
                .orElseGet(() -> new FetchException(Failure.BROKEN, brokenOff(cause), cause));
    }

    private static Optional<String> connecting(Throwable cause) {
        if (cause instanceof SocketTimeoutException) {
            return Optional.of("accepted no connection in time: check the address and that no firewall drops it");
        }
        if (cause instanceof UnknownHostException) {
            return Optional.of("names a host that cannot be resolved: correct the address");
        }
        if (cause instanceof NoRouteToHostException) {
            return Optional.of("names a host that cannot be reached: correct the address or the route");
        }
        boolean refused = cause instanceof ConnectException || cause instanceof NoSuchFileException;
        // A Unix socket that does not exist is a plain SocketException, known by the text of the system's error alone.
        boolean noSocket = String.valueOf(cause.getMessage()).contains("No such file or directory");
        return refused || noSocket
                ? Optional.of("refuses connections: start the engine or correct the address")
                : Optional.empty();
    }

    private static String brokenOff(Throwable cause) {
        String detail = cause instanceof IOException ? cause.getMessage() : String.valueOf(cause);
        return "broke off its answer (" + detail + "): look at the engine's log";
    }

    private static String distrust(Throwable failed) {
        if (causedBy(failed, CertificateExpiredException.class)) {
            return "presents a certificate that has expired: renew it";
        }
        if (causedBy(failed, CertificateNotYetValidException.class)) {
            return "presents a certificate that is not valid yet: correct the clock of one of the two machines";
        }
        if (causedBy(failed, CertPathBuilderException.class) || causedBy(failed, CertPathValidatorException.class)) {
            return "presents a certificate from nobody who is trusted: name the certificate that issued it in tls.caFile";
        }
        if (causedBy(failed, CertificateException.class)) {
            return "presents a certificate for another name: correct the address or set tls.serverName";
        }
        String message = String.valueOf(failed.getMessage());
        if (message.contains("certificate")) {
            return "accepts no connection without a client certificate that it trusts:"
                    + " set tls.certFile and tls.keyFile";
        }
        return message.contains("Unsupported or unrecognized SSL message")
                ? "does not speak TLS: write http:// for https://"
                : "agrees on no TLS connection (" + message + "): look at the engine's log";
    }

    private static boolean causedBy(Throwable failed, Class<? extends Throwable> kind) {
        Throwable one = failed;
        for (int depth = 0; one != null && depth < 16; depth++) {
            if (kind.isInstance(one)) {
                return true;
            }
            one = one.getCause();
        }
        return false;
    }
}
