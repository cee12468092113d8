package io.gpugovernor.daemon.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Network addresses as operators write them: {@code host:port} and URLs. Nothing is resolved. */
final class AddressText {
    private static final Pattern HOST_PORT =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})]|([A-Za-z0-9_.-]{1,253})):([0-9]{1,9})");
    private static final String HOST_PORT_REMEDY = "write host:port, such as 127.0.0.1:9464 or [::1]:9464";
    private static final String URL_REMEDY = "write scheme, host and port, such as http://127.0.0.1:8000";

    private static final Pattern SOCKET = Pattern.compile("unix:/[^/?#\\s][^?#\\s]*");

    /** Linux' sun_path, less the byte that ends it. */
    private static final int LONGEST_SOCKET_PATH = 107;

    private AddressText() {}

    /** @throws BadValueException if {@code text} is not {@code host:port} with a port of 1 to 65,535 */
    static HostPort hostPort(String text) throws BadValueException {
        Matcher form = HOST_PORT.matcher(text.strip());
        if (!form.matches()) {
            throw new BadValueException(Quoted.of(text) + " is not an address", HOST_PORT_REMEDY);
        }
        int port = Integer.parseInt(form.group(3));
        requirePort(port);
        String bracketed = form.group(1);
        return new HostPort(bracketed == null ? form.group(2) : bracketed, port);
    }

    /**
     * The URL of an engine: http, https, or unix and the path of a socket.
     *
     * @throws BadValueException if {@code text} is none, or holds a query or credentials
     */
    static URI engine(String text) throws BadValueException {
        return text.strip().startsWith("unix:") ? socket(text) : url(text);
    }

    private static URI socket(String text) throws BadValueException {
        String address = text.strip();
        if (!SOCKET.matcher(address).matches()) {
            throw new BadValueException(
                    Quoted.of(text) + " is not the address of a socket",
                    "write unix: and its full path: unix:/run/vllm.sock");
        }
        URI url = syntax(address);
        int bytes = url.getPath().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_SOCKET_PATH) {
            throw new BadValueException(
                    "the path of the socket has " + bytes + " bytes",
                    "the system allows " + LONGEST_SOCKET_PATH + "; move the socket");
        }
        return url;
    }

    /** @throws BadValueException if {@code text} is not an http or https URL of a host, without query or credentials */
    static URI url(String text) throws BadValueException {
        URI url = syntax(text.strip());
        String scheme = url.getScheme();
        if (scheme == null || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
            throw new BadValueException(Quoted.of(text) + " is not an http or https URL", URL_REMEDY);
        }
        if (url.getHost() == null) {
            throw new BadValueException(Quoted.of(text) + " names no host", URL_REMEDY);
        }
        if (url.getUserInfo() != null) {
            throw new BadValueException("the URL holds credentials", "remove user and password; the file is no place");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new BadValueException(Quoted.of(text) + " has a query or fragment", "end the URL before ? and #");
        }
        if (url.getPort() != -1) {
            requirePort(url.getPort());
        }
        return url;
    }

    /** @throws BadValueException if {@code text} is not an absolute URL path */
    static String path(String text) throws BadValueException {
        String path = text.strip();
        if (!path.startsWith("/")
                || path.startsWith("//")
                || !path.equals(syntax(path).getRawPath())) {
            throw new BadValueException(Quoted.of(text) + " is not a URL path", "begin it with a slash: /metrics");
        }
        return path;
    }

    private static URI syntax(String text) throws BadValueException {
        try {
            return new URI(text);
        } catch (URISyntaxException unreadable) {
            throw new BadValueException(Quoted.of(text) + " is not a URL: " + unreadable.getReason(), URL_REMEDY);
        }
    }

    private static void requirePort(int port) throws BadValueException {
        if (port < 1 || port > HostPort.HIGHEST_PORT) {
            throw new BadValueException("port " + port + " does not exist", "choose 1 to " + HostPort.HIGHEST_PORT);
        }
    }
}
