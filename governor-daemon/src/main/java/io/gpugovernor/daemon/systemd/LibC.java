package io.gpugovernor.daemon.systemd;

import com.sun.jna.Library;
import com.sun.jna.Pointer;

/** The calls of the C library that send a datagram to a Unix socket, which Java cannot. For Linux. */
interface LibC extends Library {
    int AF_UNIX = 1;
    int SOCK_DGRAM = 2;
    int SOCK_CLOEXEC = 0x80000;
    int MSG_DONTWAIT = 0x40;
    int MSG_NOSIGNAL = 0x4000;

    int socket(int domain, int type, int protocol);

    /** Returns what was sent, in bytes, or -1. */
    long sendto(int socket, byte[] message, long length, int flags, Pointer address, int addressLength);

    int close(int descriptor);
}
