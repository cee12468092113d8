package io.gpugovernor.daemon.config;

import java.net.InetSocketAddress;

/**
 * A TCP address.
 *
 * @param host name or IP address, without brackets
 * @param port 1 to 65,535
 */
public record HostPort(String host, int port) {
    public static final int HIGHEST_PORT = 65_535;

    /** @throws IllegalArgumentException if the host is empty or the port is outside 1 to 65,535 */
    public HostPort {
        if (host.isBlank()) {
            throw new IllegalArgumentException("an address needs a host");
        }
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("a port lies within 1 and " + HIGHEST_PORT + ", not at " + port);
        }
    }

    /** Whether only processes of this node reach it. */
    public boolean isLoopback() {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    /** A socket's address as it is written here and in links; of a port that is still to be taken, with 0. */
    public static String text(InetSocketAddress address) {
        return text(address.getHostString(), address.getPort());
    }

    /** As it is written in a URL: {@code host:port}, an IPv6 address in brackets. */
    @Override
    public String toString() {
        return text(host, port);
    }

    private static String text(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
