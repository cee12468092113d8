package io.gpugovernor.sim.trace;

import java.time.Duration;

/**
 * What a trace may hold at most.
 *
 * @param rows requests of one trace
 * @param lineBytes bytes of one line of a trace file, without its end
 */
record TraceLimits(int rows, int lineBytes) {
    /** A hundred times the longest context that a model offers today; more is a corrupt or misread column. */
    static final int PROMPT_TOKENS = 10_000_000;

    /** Hours of generation at the fastest decode there is; more is a corrupt or misread column. */
    static final int OUTPUT_TOKENS = 1_000_000;

    /** Longer traces are two recordings joined, or a misread clock. It also keeps nanoseconds far from overflow. */
    static final Duration LONGEST = Duration.ofDays(366);

    /**
     * The limits that files are read with: 20 million rows take 320 MB at 16 bytes each; and one MiB is six times the
     * longest honest line, a prompt of 10 million tokens with the hash of every 512-token block.
     */
    static final TraceLimits STANDARD = new TraceLimits(20_000_000, 1 << 20);
}
