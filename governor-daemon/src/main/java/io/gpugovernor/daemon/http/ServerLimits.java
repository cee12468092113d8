package io.gpugovernor.daemon.http;

/** What requests may cost the daemon; what their clients may cost is limited on the wire. */
final class ServerLimits {
    /** A Prometheus server, a person or two and the CLI; more would only steal time from the loop. */
    static final int AT_ONCE = 4;

    /** Below the time that an answer may take in all. */
    static final int WAIT_SECONDS = 3;

    /** The longest query a client of ours sends is under 200 characters. */
    static final int QUERY_CHARACTERS = 1024;

    /** No endpoint reads a body; this only forgives clients that send an empty form. */
    static final int BODY_BYTES = 1024;

    private ServerLimits() {}
}
