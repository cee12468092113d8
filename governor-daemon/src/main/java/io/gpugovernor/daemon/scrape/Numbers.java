package io.gpugovernor.daemon.scrape;

import java.nio.charset.StandardCharsets;

/** Reads the numbers of a metrics page. */
final class Numbers {
    /** The most digits that a double holds exactly; longer numbers go the slow way. */
    private static final int EXACT_DIGITS = 15;

    /** Powers of ten that a double holds exactly, by exponent. */
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private Numbers() {}

    /**
     * The number that {@code text} holds from {@code from} up to {@code to}: decimal, with exponent, {@code NaN} or
     * {@code +Inf}. Digits and power of ten are exact in a double when there are few, so that their quotient is the
     * correctly rounded value (Clinger 1990).
     *
     * @throws NumberFormatException if it is no number
     */
    static double parse(byte[] text, int from, int to) {
        boolean negative = from < to && text[from] == '-';
        long digits = 0;
        int length = 0;
        int fraction = 0;
        boolean point = false;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            byte c = text[i];
            if (c >= '0' && c <= '9' && length < EXACT_DIGITS) {
                digits = digits * 10 + (c - '0');
                length++;
                fraction += point ? 1 : 0;
            } else if (c == '.' && !point) {
                point = true;
            } else {
                return parseSlowly(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
            }
        }
        if (length == 0) {
            throw new NumberFormatException("no digits");
        }
        double value = digits / TENS[fraction];
        return negative ? -value : value;
    }

    /** As {@link #parse(byte[], int, int)}, from a string. */
    static double parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length);
    }

    private static double parseSlowly(String text) {
        if (text.equalsIgnoreCase("NaN")) {
            return Double.NaN;
        }
        if (text.equalsIgnoreCase("+Inf") || text.equalsIgnoreCase("Inf")) {
            return Double.POSITIVE_INFINITY;
        }
        if (text.equalsIgnoreCase("-Inf")) {
            return Double.NEGATIVE_INFINITY;
        }
        // Java's own grammar is wider: it takes "1d", "0x1p3" and surrounding blanks.
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                throw new NumberFormatException("not a number");
            }
        }
        return Double.parseDouble(text);
    }
}
