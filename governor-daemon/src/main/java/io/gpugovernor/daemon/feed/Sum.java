package io.gpugovernor.daemon.feed;

/** What a sender adds up since it started, in seconds, in the order of the format. */
enum Sum {
    TTFT(Count.FIRST_TOKENS),
    GAP(Count.GAPS),
    SPAN(Count.SPANS);

    private static final Sum[] ALL = values();

    private final Count addends;

    Sum(Count addends) {
        this.addends = addends;
    }

    /** Counts how many values were added up. */
    Count addends() {
        return addends;
    }

    static int size() {
        return ALL.length;
    }
}
