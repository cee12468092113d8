package io.gpugovernor.daemon.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A password's bcrypt hash. Never printed: who has it can try passwords at leisure.
 *
 * @param text as it stands in the file, such as {@code $2y$10$...}
 */
public record PasswordHash(String text) {
    private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$[./A-Za-z0-9]{53}");

    /** @throws IllegalArgumentException if it is no bcrypt hash; the message does not quote it */
    public PasswordHash {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("this is not a bcrypt hash");
        }
    }

    /** Whether {@code text} could be one. */
    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** The binary logarithm of the rounds that checking a password takes. */
    public int cost() {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalStateException("checked when it was made");
        }
        return Integer.parseInt(form.group(1));
    }

    @Override
    public String toString() {
        return "PasswordHash[cost=" + cost() + "]";
    }
}
