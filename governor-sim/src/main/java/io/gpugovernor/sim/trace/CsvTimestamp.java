package io.gpugovernor.sim.trace;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * Reads timestamps such as {@code 2023-11-16 18:15:46.6805900} and {@code 2024-05-10 00:00:00.009930+00:00}: a date, a
 * space or T, a time, up to nine digits of a fraction, and an offset or Z. Without an offset it counts as UTC.
 */
final class CsvTimestamp {
    private static final int SECONDS_END = "2023-11-16 18:15:46".length();
    private static final int MOST_FRACTION_DIGITS = 9;

    private CsvTimestamp() {}

    /**
     * Nanoseconds since 1970.
     *
     * @throws DateTimeException if {@code text} is not such a timestamp of the years 1970 to 2199
     */
    static long parse(String text) {
        require(text.length() >= SECONDS_END, text);
        char separator = text.charAt(10);
        require(separator == ' ' || separator == 'T', text);
        require(text.charAt(4) == '-' && text.charAt(7) == '-', text);
        require(text.charAt(13) == ':' && text.charAt(16) == ':', text);
        int year = number(text, 0, 4);
        require(year >= 1970 && year < 2200, text);
        LocalDate date = LocalDate.of(year, number(text, 5, 7), number(text, 8, 10));
        LocalTime time = LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19));
        int fractionEnd = fractionEnd(text);
        long nanos = 0;
        for (int i = 0; i < MOST_FRACTION_DIGITS; i++) {
            int at = SECONDS_END + 1 + i;
            nanos = 10 * nanos + (at < fractionEnd ? text.charAt(at) - '0' : 0);
        }
        long seconds = date.toEpochDay() * 86_400 + time.toSecondOfDay() - offsetSeconds(text.substring(fractionEnd));
        require(seconds >= 0, text);
        return seconds * 1_000_000_000L + nanos;
    }

    private static int fractionEnd(String text) {
        if (text.length() == SECONDS_END || text.charAt(SECONDS_END) != '.') {
            return SECONDS_END;
        }
        int end = SECONDS_END + 1;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        int digits = end - SECONDS_END - 1;
        require(digits >= 1 && digits <= MOST_FRACTION_DIGITS, text);
        return end;
    }

    private static int offsetSeconds(String offset) {
        return offset.isEmpty() ? 0 : ZoneOffset.of(offset).getTotalSeconds();
    }

    private static int number(String text, int start, int end) {
        int value = 0;
        for (int i = start; i < end; i++) {
            require(isDigit(text.charAt(i)), text);
            value = 10 * value + text.charAt(i) - '0';
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static void require(boolean holds, String text) {
        if (!holds) {
            throw new DateTimeException("not a timestamp: " + text);
        }
    }
}
