package io.gpugovernor.daemon.http.wire;

import java.time.Duration;

/** What one client, and all of them together, may cost. */
final class WireLimits {
    /** Each takes a thread while it is open: a Prometheus or two, a browser's six, the CLI, and room. */
    static final int CONNECTIONS = 48;

    /** Connections that were cut and whose threads are still on their way out; the units allow 128 tasks in all. */
    static final int LEAVING = 16;

    /** So many addresses have to work together before nobody else gets in: three. */
    static final int CONNECTIONS_OF_AN_ADDRESS = 16;

    /** A proxy on the node speaks for many; what is left is for those who come over the network. */
    static final int CONNECTIONS_OF_THIS_NODE = 32;

    /** So that a refusal arrives before the connection is reset: what is still coming is thrown away for so long. */
    static final Duration DRAIN = Duration.ofSeconds(1);

    static final int DRAINED_BYTES = 64 << 10;

    /** Method, path and query; the longest of our own clients' is under 300 bytes. */
    static final int LINE_BYTES = 4 << 10;

    /** Count and size of headers that any browser stays under. */
    static final int HEADERS = 64;

    static final int HEADER_BYTES = 16 << 10;

    /** No endpoint reads a body; this only forgives clients that send an empty form. */
    static final int BODY_BYTES = 1 << 10;

    /** Below it, an answer may lie in memory for every client that is slow to take it. */
    static final int LARGE_ANSWER_BYTES = 512 << 10;

    /** Answers above that size which may lie in memory at once; the largest is a thousand decisions, 4 MiB. */
    static final int LARGE_ANSWERS = 4;

    private WireLimits() {}
}
