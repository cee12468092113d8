package io.gpugovernor.daemon.web;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;

/** Makes the hash of a password for a web configuration. */
public final class NewHash {
    /** bcrypt looks at no more. */
    public static final int MOST_BYTES = 72;

    private NewHash() {}

    /**
     * As {@code htpasswd -B} writes it, with a salt of its own.
     *
     * @param password in UTF-8, 1 to {@value #MOST_BYTES} bytes
     * @param cost binary logarithm of the rounds, 4 to 31
     */
    public static String of(byte[] password, int cost) {
        return new String(BCrypt.with(BCrypt.Version.VERSION_2Y).hash(cost, password), StandardCharsets.US_ASCII);
    }
}
