package io.gpugovernor.daemon.feed;

/** A sender's counters and sums at one moment, since it started. Immutable. */
@SuppressWarnings("EnumOrdinal") // The format puts these numbers in the order of the enums, and the arrays follow it.
final class Totals {
    static final Totals ZERO = new Totals(new long[Count.size()], new double[Sum.size()]);

    private final long[] counts;
    private final double[] sums;

    /** Takes the arrays as they are, in the order of {@link Count} and {@link Sum}. */
    Totals(long[] counts, double[] sums) {
        this.counts = counts;
        this.sums = sums;
    }

    long of(Count count) {
        return counts[count.ordinal()];
    }

    /** Seconds. */
    double of(Sum sum) {
        return sums[sum.ordinal()];
    }

    /** Requests that ended for any reason. */
    long ended() {
        return of(Count.STOPPED) + of(Count.CUT) + of(Count.ABORTED) + of(Count.OTHERWISE);
    }

    /** Prompt tokens, from the cache or computed. */
    long prompt() {
        return of(Count.PROMPT_COMPUTED) + of(Count.PROMPT_CACHED);
    }

    boolean fellSince(Totals earlier) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < earlier.counts[i]) {
                return true;
            }
        }
        for (int i = 0; i < sums.length; i++) {
            if (sums[i] < earlier.sums[i]) {
                return true;
            }
        }
        return false;
    }
}
