package io.gpugovernor.daemon.feed;

import java.util.Locale;

/** Why a datagram was dropped. */
public enum Fault {
    /** It came from another address than loopback. */
    FOREIGN,
    /** It is shorter or longer than it says, or than any can be. */
    LENGTH,
    /** It does not begin as a datagram of the feed. */
    MAGIC,
    /** Its version is another. */
    VERSION,
    /** It holds a number that no engine has. */
    IMPLAUSIBLE,
    /** Its numbers contradict each other or the datagram before. */
    CONTRADICTORY,
    /** A counter of the same sender went backwards. */
    FELL_BACK,
    /** It was here before, or a later one was. */
    REPEATED,
    /** It claims to be from a time that has not come. */
    FUTURE,
    /** More senders than a node has. */
    CROWDED;

    /** As it is written in labels of metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
