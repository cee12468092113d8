package io.gpugovernor.daemon.scrape;

/**
 * Plain decimal numbers, the common case, read without making anything. As long as there are no more digits than a
 * double holds exactly and the power of ten is exact too, their quotient is the correctly rounded value (Clinger 1990).
 */
final class Decimal {
    /** Whole numbers up to 2^53 are exact; the largest that may take one more digit. */
    private static final long LARGEST_EXTENSIBLE = ((1L << 53) - 9) / 10;

    /** Powers of ten that a double holds exactly, by exponent. */
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private Decimal() {}

    /**
     * The number that {@code text} holds from {@code from} up to {@code to}; not a number if that is not a plain decimal
     * one or has too many digits.
     */
    static double parse(byte[] text, int from, int to) {
        boolean negative = from < to && text[from] == '-';
        int first = negative ? from + 1 : from;
        long digits = 0;
        int point = -1;
        int taken = 0;
        for (int i = first; i < to; i++) {
            int c = text[i];
            if (c >= '0' && c <= '9' && digits <= LARGEST_EXTENSIBLE) {
                digits = digits * 10 + (c - '0');
                taken++;
            } else if (c == '.' && point < 0) {
                point = i;
            } else {
                return Double.NaN;
            }
        }
        int fraction = point < 0 ? 0 : to - point - 1;
        if (taken == 0 || fraction >= TENS.length) {
            return Double.NaN;
        }
        double value = digits / TENS[fraction];
        return negative ? -value : value;
    }
}
