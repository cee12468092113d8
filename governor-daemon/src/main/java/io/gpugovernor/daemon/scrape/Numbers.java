package io.gpugovernor.daemon.scrape;

import java.nio.charset.StandardCharsets;

/** Reads the numbers of a metrics page. */
final class Numbers {
    private Numbers() {}

    /**
     * The number that {@code text} holds from {@code from} up to {@code to}: decimal, with exponent, {@code NaN} or
     * {@code +Inf}, in any case.
     *
     * @throws NumberFormatException if it is no number
     */
    static double parse(byte[] text, int from, int to) {
        double plain = Decimal.parse(text, from, to);
        return Double.isNaN(plain)
                ? parseSlowly(new String(text, from, to - from, StandardCharsets.ISO_8859_1))
                : plain;
    }

    /** As {@link #parse(byte[], int, int)}, from a string. */
    static double parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        double plain = Decimal.parse(bytes, 0, bytes.length);
        return Double.isNaN(plain) ? parseSlowly(text) : plain;
    }

    private static double parseSlowly(String text) {
        if (text.equalsIgnoreCase("NaN")) {
            return Double.NaN;
        }
        boolean signed = text.startsWith("+") || text.startsWith("-");
        String magnitude = signed ? text.substring(1) : text;
        if (magnitude.equalsIgnoreCase("Inf") || magnitude.equalsIgnoreCase("Infinity")) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
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
