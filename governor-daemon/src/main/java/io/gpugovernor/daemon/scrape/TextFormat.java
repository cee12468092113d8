package io.gpugovernor.daemon.scrape;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text formats of a metrics page. Which one it is shows at its end; what a server claims is often wrong. */
enum TextFormat {
    /** Prometheus' own, which ends anywhere. */
    PROMETHEUS,
    /** OpenMetrics, which says where it ends, so that half a page cannot pass for a whole one. */
    OPEN_METRICS;

    private static final byte[] EOF = "# EOF".getBytes(StandardCharsets.US_ASCII);

    /**
     * The format of a page: OpenMetrics if its last line that is not blank is {@code # EOF}.
     *
     * @param page its bytes, of which the first {@code length} count
     */
    static TextFormat of(byte[] page, int length) {
        int end = length;
        while (end > 0 && (page[end - 1] == '\n' || Characters.isBlank(page[end - 1]))) {
            end--;
        }
        int start = end - EOF.length;
        boolean marked = start >= 0
                && Arrays.equals(page, start, end, EOF, 0, EOF.length)
                && (start == 0 || page[start - 1] == '\n');
        return marked ? OPEN_METRICS : PROMETHEUS;
    }

    /** Whether a line that no line feed ends is whole all the same. */
    static boolean isEndMark(byte[] page, int from, int to) {
        return Arrays.equals(page, from, to, EOF, 0, EOF.length);
    }
}
