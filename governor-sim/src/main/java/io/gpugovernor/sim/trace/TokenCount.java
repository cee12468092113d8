package io.gpugovernor.sim.trace;

import java.util.Locale;

/** Reads a token count, and says in words what is wrong with a bad one. */
final class TokenCount {
    private static final int LONGEST_DIGITS = 18;

    private final String column;
    private final int limit;
    private final String whyLimited;

    private TokenCount(String column, int limit, String whyLimited) {
        this.column = column;
        this.limit = limit;
        this.whyLimited = whyLimited;
    }

    static TokenCount ofPrompt(String column) {
        return new TokenCount(column, TraceLimits.PROMPT_TOKENS, "no model reads prompts that long");
    }

    static TokenCount ofOutput(String column) {
        return new TokenCount(column, TraceLimits.OUTPUT_TOKENS, "no engine generates that long for one request");
    }

    /** The count written as {@code text} in line {@code line} of {@code file}. */
    int parse(String text, TraceFile file, long line) throws TraceFormatException {
        String digits = text.strip();
        boolean negative = digits.startsWith("-");
        if (!isDigits(negative ? digits.substring(1) : digits)) {
            String problem = column + " " + TraceFile.shown(text) + " is not a whole number";
            throw file.error(line, problem, "write the count in digits, or remove the row");
        }
        long count = digits.length() > LONGEST_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
        if (negative || count == 0) {
            String problem = column + " is " + shortened(digits) + ", but every request has at least 1";
            throw file.error(line, problem, "correct or remove the row");
        }
        if (count > limit) {
            String problem = String.format(
                    Locale.ROOT, "%s is %s, above the limit of %,d (%s)", column, shortened(digits), limit, whyLimited);
            throw file.error(line, problem, "correct or remove the row");
        }
        return (int) count;
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static String shortened(String digits) {
        return digits.length() > LONGEST_DIGITS ? digits.substring(0, LONGEST_DIGITS) + "..." : digits;
    }
}
