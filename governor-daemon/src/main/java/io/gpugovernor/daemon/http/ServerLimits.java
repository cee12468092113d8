package io.gpugovernor.daemon.http;

/** What one client may cost the daemon. */
final class ServerLimits {
    /** A Prometheus server, a person or two and the CLI; more would only steal time from the loop. */
    static final int THREADS = 4;

    /** Each connection has at most one request under way, so this bounds the queue before the threads too. */
    static final int CONNECTIONS = 64;

    /** The longest query a client of ours sends is under 200 characters. */
    static final int QUERY_CHARACTERS = 1024;

    /** No endpoint reads a body; this only forgives clients that send an empty form. */
    static final int BODY_BYTES = 1024;

    /** Header count and size that any browser stays under. */
    private static final int HEADERS = 64;

    private static final int HEADER_BYTES = 16 * 1024;

    /** A client that sends its request or takes its answer more slowly than this keeps a thread from others. */
    private static final int SECONDS = 5;

    private ServerLimits() {}

    /** The JDK's server takes these as system properties when its first instance starts; an operator's own stay. */
    static void install() {
        setUnlessGiven("jdk.httpserver.maxConnections", Integer.toString(CONNECTIONS));
        setUnlessGiven("sun.net.httpserver.maxReqHeaders", Integer.toString(HEADERS));
        setUnlessGiven("sun.net.httpserver.maxReqHeaderSize", Integer.toString(HEADER_BYTES));
        setUnlessGiven("sun.net.httpserver.maxReqTime", Integer.toString(SECONDS));
        setUnlessGiven("sun.net.httpserver.maxRspTime", Integer.toString(SECONDS));
        // Otherwise the last part of every answer waits some 40 ms for the client's acknowledgement.
        setUnlessGiven("sun.net.httpserver.nodelay", "true");
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
