package io.gpugovernor.daemon.cli;

import java.net.InetSocketAddress;

/** An address as it is written on the command line and in links: {@code 127.0.0.1:9464}, {@code [::1]:9464}. */
final class HostPort {
    private HostPort() {}

    static String of(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
