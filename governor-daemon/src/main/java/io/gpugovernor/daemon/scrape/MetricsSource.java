package io.gpugovernor.daemon.scrape;

import io.gpugovernor.daemon.fetch.Address;
import io.gpugovernor.daemon.tls.TlsFiles;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an engine's metrics page is, and how to get at it.
 *
 * @param title the page as messages name it
 * @param address where the engine listens
 * @param path path of the page, beginning with a slash
 * @param bearerTokenFile file of a token to show; empty for none
 * @param nameFilter whether the engine may be asked for single metrics, where it can do that
 */
public record MetricsSource(
        String title, Address address, String path, Optional<Path> bearerTokenFile, boolean nameFilter) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /**
     * A page at a URL.
     *
     * @param url http or https, with a host and without credentials
     * @param tls how to trust the engine, where the URL is https
     * @throws IllegalArgumentException if the URL is not such a one
     */
    public static MetricsSource at(URI url, TlsFiles tls, Optional<Path> bearerTokenFile, boolean nameFilter) {
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("an engine's address must not hold credentials; remove 'user@'");
        }
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        if (url.getHost() == null || !(secure || "http".equalsIgnoreCase(url.getScheme()))) {
            throw new IllegalArgumentException(
                    "an engine's address must look like http://host:port/metrics, not " + url);
        }
        String host = url.getHost().replaceAll("^\\[|]$", "");
        int usual = secure ? HTTPS_PORT : HTTP_PORT;
        Address address = new Address.Tcp(
                host, url.getPort() < 0 ? usual : url.getPort(), secure ? Optional.of(tls) : Optional.empty());
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new MetricsSource(url.toString(), address, path, bearerTokenFile, nameFilter);
    }

    /** A page that is open to everybody, at an http or https URL. */
    public static MetricsSource at(URI url) {
        return at(url, TlsFiles.DEFAULT, Optional.empty(), true);
    }

    /** A page behind a Unix-domain socket of this machine. */
    public static MetricsSource behind(Path socket, String path, Optional<Path> bearerTokenFile, boolean nameFilter) {
        return new MetricsSource(
                "unix:" + socket + ":" + path, new Address.UnixSocket(socket), path, bearerTokenFile, nameFilter);
    }
}
