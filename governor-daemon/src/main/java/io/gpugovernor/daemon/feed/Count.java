package io.gpugovernor.daemon.feed;

/** What a sender counts since it started, in the order of the format. */
enum Count {
    STEPS,
    FIRST_TOKENS,
    STOPPED,
    CUT,
    ABORTED,
    OTHERWISE,
    PROMPT_COMPUTED,
    PROMPT_CACHED,
    GENERATED,
    PREEMPTIONS,
    /** Times between two tokens, one a request and step. */
    GAPS,
    /** Ended requests with a mean time between tokens. */
    SPANS,
    ENDED_PROMPT,
    ENDED_GENERATED;

    private static final Count[] ALL = values();

    static int size() {
        return ALL.length;
    }
}
