package io.gpugovernor.daemon.config;

import io.gpugovernor.daemon.text.Redaction;
import java.util.List;

/** Text from outside, made safe to print on one line. */
final class Quoted {
    /** Enough to recognise a value by; a longer one would push the remedy off the screen. */
    private static final int LONGEST = 60;

    private static final Redaction SECRETS = new Redaction(List.of());

    private Quoted() {}

    /** {@code text} in quotes, shortened, with control characters (terminal escapes, line ends) shown as {@code ?}, and without what looks like a secret. */
    static String of(String text) {
        String shown = SECRETS.of(text);
        StringBuilder safe = new StringBuilder("'");
        shown.codePoints().limit(LONGEST).map(Quoted::printable).forEach(safe::appendCodePoint);
        return safe.append(shown.codePointCount(0, shown.length()) > LONGEST ? "...'" : "'")
                .toString();
    }

    private static int printable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> '?';
            default -> codePoint;
        };
    }
}
