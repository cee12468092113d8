package io.gpugovernor.daemon.fetch;

/** Why no reading came of asking an engine. */
public enum Failure {
    /** Nobody listens, or nobody answers the call. */
    CONNECT,
    /** The two sides do not trust each other, or one does not speak TLS. */
    TLS,
    /** The token, a key or a certificate on this side cannot be read. */
    CREDENTIALS,
    /** The answer was not complete within the deadline. */
    TIMEOUT,
    /** Status 401 or 403. */
    UNAUTHORIZED,
    /** Status 300 to 399; none is followed. */
    REDIRECT,
    /** Any other status but 200. */
    STATUS,
    /** The answer is larger than any metrics page. */
    OVERSIZED,
    /** The answer broke off or is not HTTP. */
    BROKEN,
    /** The page is not in a format that can be read. */
    UNREADABLE,
    /** The page can be read, but what it says is not enough or not plausible. */
    UNUSABLE,
    /** The daemon is stopping. */
    STOPPING,
    /** A defect of this program. */
    DEFECT
}
