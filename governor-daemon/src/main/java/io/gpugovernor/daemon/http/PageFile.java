package io.gpugovernor.daemon.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** One file of the status page, from the program's own jar. */
final class PageFile {
    /** Half of a SHA-256: enough to tell two builds of a file apart. */
    private static final int TAG_BYTES = 16;

    private PageFile() {}

    /**
     * The file as a response, with a tag by which a browser asks whether it has changed.
     *
     * @param name beside this class, under {@code page}
     * @throws UncheckedIOException if it is missing
     */
    static Response read(String name) {
        try (InputStream in = PageFile.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IOException(name + " is missing");
            }
            byte[] content = in.readAllBytes();
            return Response.text(200, typeOf(name), new String(content, StandardCharsets.UTF_8))
                    .with("ETag", '"' + digest(content) + '"')
                    .with("Cache-Control", "no-cache");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the status page from the program's own jar", e);
        }
    }

    private static String typeOf(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("no type is known for " + name);
        };
    }

    private static String digest(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
