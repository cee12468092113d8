package io.gpugovernor.daemon.systemd;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Moments for log lines, {@code 2026-11-29T02:13:35.723Z}. In UTC, as the clocks of a fleet agree; and without Java's time
 * zones and date formats, which take a twentieth of the daemon's start to read.
 */
final class UtcTime {
    private static final int NANOS_IN_MILLI = 1_000_000;

    private UtcTime() {}

    /** @param epochMillis milliseconds since 1970, in a year of four digits */
    static String of(long epochMillis) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(epochMillis, 1000L), Math.floorMod(epochMillis, 1000) * NANOS_IN_MILLI, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(24);
        digits(text, 4, time.getYear()).append('-');
        digits(text, 2, time.getMonthValue()).append('-');
        digits(text, 2, time.getDayOfMonth()).append('T');
        digits(text, 2, time.getHour()).append(':');
        digits(text, 2, time.getMinute()).append(':');
        digits(text, 2, time.getSecond()).append('.');
        return digits(text, 3, time.getNano() / NANOS_IN_MILLI).append('Z').toString();
    }

    private static StringBuilder digits(StringBuilder text, int many, int number) {
        String digits = Integer.toString(number);
        for (int i = digits.length(); i < many; i++) {
            text.append('0');
        }
        return text.append(digits);
    }
}
