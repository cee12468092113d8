package io.gpugovernor.daemon.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Private keys in PEM: whole ones, and those whose begin or end was cut off. */
final class PrivateKeyText {
    private static final Pattern MARK = Pattern.compile("-----(BEGIN|END) [A-Z0-9 ]*PRIVATE KEY-----");

    private PrivateKeyText() {}

    /** {@code text} with {@code instead} for each key. */
    static String removed(String text, String instead) {
        StringBuilder clean = new StringBuilder();
        int from = 0;
        Matcher mark = MARK.matcher(text);
        while (mark.find()) {
            if (mark.start() < from) {
                continue;
            }
            boolean begins = mark.group(1).equals("BEGIN");
            int start = begins ? mark.start() : bodyBefore(text, from, mark.start());
            clean.append(text, from, start).append(instead);
            from = begins ? end(text, mark.end()) : mark.end();
        }
        return clean.append(text, from, text.length()).toString();
    }

    /** After the end mark that belongs to it, or where there is none, after all that looks like a key's body. */
    private static int end(String text, int body) {
        Matcher next = MARK.matcher(text);
        if (next.find(body) && next.group(1).equals("END")) {
            return next.end();
        }
        int end = body;
        while (end < text.length() && isBody(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int bodyBefore(String text, int from, int end) {
        int start = end;
        while (start > from && isBody(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /** Base64, with line ends that may be written as {@code \n}, and the heads of encrypted keys. */
    private static boolean isBody(char c) {
        return Character.isLetterOrDigit(c) || " \t\r\n+/=:,-\\".indexOf(c) >= 0;
    }
}
