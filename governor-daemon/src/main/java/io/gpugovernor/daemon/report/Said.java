package io.gpugovernor.daemon.report;

import java.util.Locale;

/** Numbers as the report writes them. */
final class Said {
    private Said() {}

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** An attainment; four digits, as targets have two or three. */
    static String share(double share) {
        return String.format(Locale.ROOT, "%.4f", share);
    }

    static String one(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** A number without needless zeros. */
    static String plain(double value) {
        return value == Math.rint(value) ? whole(value) : String.valueOf(value);
    }
}
