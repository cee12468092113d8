package io.gpugovernor.daemon.scrape;

/**
 * A plain decimal number while its characters arrive. It takes as many digits as a double holds exactly; with a power
 * of ten that is exact too, their quotient is the correctly rounded value (Clinger 1990).
 */
final class Decimal {
    /** Whole numbers up to 2^53 are exact; the largest that may take one more digit. */
    private static final long LARGEST_EXTENSIBLE = ((1L << 53) - 9) / 10;

    /** Powers of ten that a double holds exactly, by exponent. */
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private long digits;
    private int fraction;
    private boolean some;
    private boolean point;
    private boolean negative;

    /** Takes the next character; false if it is none of a plain decimal or there are too many digits. */
    boolean take(int c) {
        if (c >= '0' && c <= '9' && digits <= LARGEST_EXTENSIBLE && fraction < TENS.length - 1) {
            digits = digits * 10 + (c - '0');
            fraction += point ? 1 : 0;
            some = true;
            return true;
        }
        if (c == '.' && !point) {
            point = true;
            return true;
        }
        if (c == '-' && !some && !point && !negative) {
            negative = true;
            return true;
        }
        return false;
    }

    /** @throws NumberFormatException if there was no digit */
    double value() {
        if (!some) {
            throw new NumberFormatException("no digits");
        }
        double value = digits / TENS[fraction];
        return negative ? -value : value;
    }
}
