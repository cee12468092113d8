package io.gpugovernor.daemon.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them. What is unknown is a dash. */
final class Numbers {
    static final String UNKNOWN = "-";

    private static final double MINUTE = 60;
    private static final double HOUR = 3600;
    private static final double KILOWATT_HOUR = 3.6e6;
    private static final double KILOJOULE = 1e3;

    private Numbers() {}

    /** A length of time: {@code 312 ms}, {@code 4.2 s}, {@code 12 min}, {@code 5 h}. */
    static String time(@Nullable Double seconds) {
        if (seconds == null) {
            return UNKNOWN;
        }
        double size = Math.abs(seconds);
        if (size < 1) {
            return format("%.0f ms", seconds * 1000);
        } else if (size < MINUTE) {
            return format("%.1f s", seconds);
        }
        return size < HOUR ? format("%.0f min", seconds / MINUTE) : format("%.0f h", seconds / HOUR);
    }

    /** Time to spare with its sign: {@code +312 ms}. */
    static String slack(@Nullable Double seconds) {
        return seconds != null && seconds > 0 ? "+" + time(seconds) : time(seconds);
    }

    static String clock(@Nullable Integer megahertz) {
        return megahertz == null ? "released" : megahertz + " MHz";
    }

    static String power(@Nullable Double watts) {
        return watts == null ? UNKNOWN : format("%,.0f W", watts);
    }

    static String energy(@Nullable Double joules) {
        if (joules == null) {
            return UNKNOWN;
        }
        double size = Math.abs(joules);
        if (size >= KILOWATT_HOUR) {
            return format("%.2f kWh", joules / KILOWATT_HOUR);
        }
        return size >= 10 * KILOJOULE ? format("%.0f kJ", joules / KILOJOULE) : format("%,.0f J", joules);
    }

    /** A share in percent; two decimals near the whole, where they matter for an SLO. */
    static String percent(@Nullable Double ratio) {
        if (ratio == null) {
            return UNKNOWN;
        }
        return ratio > 0.9 && ratio < 1 ? format("%.2f %%", 100 * ratio) : format("%.0f %%", 100 * ratio);
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
