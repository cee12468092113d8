package io.gpugovernor.daemon.discover;

import java.net.InetAddress;

/** A socket that waits for connections. */
sealed interface Listener {
    /** The network namespace it lives in. */
    String network();

    /** Which socket it is; processes hold it by this number. */
    long inode();

    /** @param address the address it is bound to, which may be any */
    record Tcp(String network, InetAddress address, int port, long inode) implements Listener {}

    /** @param path where it lies in the file system of whoever made it */
    record Unix(String network, String path, long inode) implements Listener {}
}
