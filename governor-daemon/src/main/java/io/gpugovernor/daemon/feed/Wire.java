package io.gpugovernor.daemon.feed;

/** The format's numbers; {@code docs/feed-format.md} explains each. */
final class Wire {
    /** The letters GGVF, read as a little-endian integer. */
    static final int MAGIC = 0x46564747;

    static final byte VERSION = 1;

    static final int GAUGES = 1;
    static final int FACTS = 2;
    static final int ASLEEP = 4;

    /** Bytes before the lists. */
    static final int FIXED = 212;

    static final int LENGTH_OFFSET = 6;
    static final int MOST_TTFTS = 256;
    static final int MOST_ENDED = 128;
    static final int ENDED_BYTES = 16;
    static final int LONGEST_MODEL = 256;
    static final int LONGEST_VERSION = 64;

    /** The largest datagram there can be. */
    static final int LONGEST =
            FIXED + 8 * MOST_TTFTS + ENDED_BYTES * MOST_ENDED + 12 + 2 + LONGEST_MODEL + 2 + LONGEST_VERSION;

    /** Data-parallel ranks of the largest deployments are a few hundred. */
    static final int MOST_ENGINES = 1024;

    /** More requests at once than any engine batches or queues. */
    static final long MOST_REQUESTS = 1_000_000;

    /** Counters stay within what a double holds exactly. */
    static final long MOST_COUNTED = 1L << 53;

    /** No request waits or decodes for longer than a day, in seconds. */
    static final double LONGEST_TIME = 86_400;

    private Wire() {}
}
