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
        return decimals(value, decimals(value));
    }

    /** {@code 1.23 ± 0.04}: the margin with as many decimals as the value. */
    static String within(double value, double margin) {
        return significant(value) + " ± " + decimals(margin, decimals(value));
    }

    private static int decimals(double value) {
        return value == 0 ? 0 : Math.max(0, Math.min(6, 2 - (int) Math.floor(Math.log10(Math.abs(value)))));
    }

    private static String decimals(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** A number without needless zeros. */
    static String plain(double value) {
        return value == Math.rint(value) ? whole(value) : String.valueOf(value);
    }
}
