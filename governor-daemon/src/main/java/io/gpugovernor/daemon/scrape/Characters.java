package io.gpugovernor.daemon.scrape;

/** Which characters may stand where, the same in both text formats. */
final class Characters {
    private Characters() {}

    static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }

    /** Whether a metric name may hold {@code c}, at its beginning or {@code inside}. */
    static boolean isMetricPart(int c, boolean inside) {
        return c == ':' || isLabelPart(c, inside);
    }

    /** Whether a label name may hold {@code c}, at its beginning or {@code inside}. */
    static boolean isLabelPart(int c, boolean inside) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (inside && c >= '0' && c <= '9');
    }

    /** What a backslash and {@code c} stand for: a line end, or {@code c}; a backslash that escapes nothing is one. */
    static String unescaped(int c) {
        return switch (c) {
            case 'n' -> "\n";
            case '"', '\\' -> String.valueOf((char) c);
            default -> "\\" + (char) c;
        };
    }
}
