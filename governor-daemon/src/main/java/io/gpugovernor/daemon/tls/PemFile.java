package io.gpugovernor.daemon.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sections of a PEM file.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
final class PemFile {
    /** All the root certificates that a Linux distribution ships take a quarter of it. */
    private static final int MOST_BYTES = 1 << 20;

    private static final Pattern SECTION = Pattern.compile(
            "-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]{1,1048576}?)-----END \\1-----", Pattern.DOTALL);

    /** How older formats say that the section is encrypted; such a section is no plain Base64. */
    private static final String LOCKED = "Proc-Type: 4,ENCRYPTED";

    private PemFile() {}

    /**
     * One section.
     *
     * @param label what it holds: {@code CERTIFICATE}, {@code PRIVATE KEY}
     * @param base64 its content as it is written
     */
    record Section(String label, String base64) {
        byte[] content() {
            return Base64.getMimeDecoder().decode(base64);
        }

        /** Without the content, which may be a key. */
        @Override
        public String toString() {
            return "Section[" + label + "]";
        }
    }

    /** @throws TlsFileException if there is no such file, it cannot be read, or nothing in it is PEM */
    static List<Section> read(Path file) throws TlsFileException {
        String text = new String(bytes(file), StandardCharsets.ISO_8859_1);
        Matcher found = SECTION.matcher(text);
        List<Section> sections = new ArrayList<>();
        while (found.find()) {
            try {
                Section section = new Section(found.group(1), found.group(2));
                if (section.content().length > 0) {
                    sections.add(section);
                }
            } catch (IllegalArgumentException damaged) {
                // The cause would quote a piece of the file.
                throw new TlsFileException(file, "is damaged: a section is no Base64", "write the file anew", null);
            }
        }
        if (sections.isEmpty() && text.contains(LOCKED)) {
            throw new TlsFileException(
                    file, "is locked with a passphrase", "unlock it: openssl pkey -in KEY -out FILE", null);
        }
        if (sections.isEmpty()) {
            throw new TlsFileException(
                    file, "holds nothing in PEM", "it must hold lines such as -----BEGIN CERTIFICATE-----", null);
        }
        return sections;
    }

    private static byte[] bytes(Path file) throws TlsFileException {
        if (Files.isDirectory(file)) {
            throw new TlsFileException(file, "is a directory", "name the file in it", null);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new TlsFileException(file, "is larger than 1 MiB", "is this a PEM file?", null);
            }
            return bytes;
        } catch (NoSuchFileException missing) {
            throw new TlsFileException(file, "does not exist", "check the path", missing);
        } catch (AccessDeniedException denied) {
            throw new TlsFileException(file, "may not be read", "check its owner and mode", denied);
        } catch (IOException failed) {
            throw new TlsFileException(file, "cannot be read", "check that its disk is mounted and sound", failed);
        }
    }
}
