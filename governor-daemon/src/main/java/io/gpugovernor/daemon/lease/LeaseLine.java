package io.gpugovernor.daemon.lease;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/** One line of a lease with its own checksum, so that damage to one line costs no other: {@code text crc=1a2b3c4d}. */
final class LeaseLine {
    private static final String MARK = " crc=";
    private static final int DIGITS = 8;

    private LeaseLine() {}

    static String sealed(String text) {
        return text + MARK + checksum(text) + "\n";
    }

    /** The text of {@code line}, without its line end; empty if its checksum is missing or wrong. */
    static Optional<String> opened(String line) {
        int mark = line.length() - DIGITS - MARK.length();
        if (mark < 0 || !line.startsWith(MARK, mark)) {
            return Optional.empty();
        }
        String text = line.substring(0, mark);
        return line.endsWith(checksum(text)) ? Optional.of(text) : Optional.empty();
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return String.format(Locale.ROOT, "%0" + DIGITS + "x", crc.getValue());
    }
}
