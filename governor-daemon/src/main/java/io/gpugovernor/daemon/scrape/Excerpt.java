package io.gpugovernor.daemon.scrape;

import java.nio.charset.StandardCharsets;

/** A few characters of a page for an error message; a page may be hostile, a message is not. */
final class Excerpt {
    private static final int LENGTH = 20;

    private Excerpt() {}

    /** Up to 20 characters from {@code from}, quoted, with a dot for what is not printable ASCII. */
    static String of(byte[] text, int from, int end) {
        if (from >= end) {
            return "the end of the line";
        }
        int to = Math.min(end, from + LENGTH);
        StringBuilder excerpt = new StringBuilder("'");
        for (int i = from; i < to; i++) {
            excerpt.append(text[i] >= ' ' && text[i] < 0x7F ? (char) text[i] : '.');
        }
        return excerpt.append(to < end ? "...'" : "'").toString();
    }

    /** As {@link #of(byte[], int, int)}, of a text. */
    static String of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length);
    }
}
