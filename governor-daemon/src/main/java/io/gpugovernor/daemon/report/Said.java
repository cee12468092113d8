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

    /** Three digits that count, and all digits before the point. */
    static String significant(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : "";
        }
        int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(Math.abs(value))));
        return String.format(Locale.ROOT, "%,." + Math.min(decimals, 6) + "f", value);
    }

    /** A number without needless zeros. */
    static String plain(double value) {
        return value == Math.rint(value) ? whole(value) : String.valueOf(value);
    }
}
