package io.gpugovernor.daemon.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The text of a file of at most 1 MiB in UTF-8, without a byte-order mark. */
final class FileText {
    /** Thousands of domains fit in; anything larger is the wrong file. */
    static final int MOST_BYTES = 1 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private FileText() {}

    /** @throws UnreadableException if {@code file} is missing, closed to us, no file, too large, or not UTF-8 */
    static String read(Path file) throws UnreadableException {
        return decode(bytes(file));
    }

    /** {@code text} without the byte-order mark that some editors put first. */
    static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static byte[] bytes(Path file) throws UnreadableException {
        if (Files.isDirectory(file)) {
            throw UnreadableException.whole("this is a directory", "name the policy file in it");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw UnreadableException.whole("the file is larger than 1 MiB", "is this a policy file?");
            }
            return bytes;
        } catch (NoSuchFileException missing) {
            throw UnreadableException.whole("there is no such file", "check the path");
        } catch (AccessDeniedException denied) {
            throw UnreadableException.whole("permission to read the file is denied", "check its owner and mode");
        } catch (IOException failed) {
            String reason = Optional.ofNullable(failed.getMessage()).orElse("input or output failed");
            throw UnreadableException.whole("the file cannot be read: " + Quoted.of(reason), "check the disk");
        }
    }

    private static String decode(byte[] bytes) throws UnreadableException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        if (result.isError()) {
            long line = out.chars().filter(c -> c == '\n').count() + 1;
            int column = out.length() - out.toString().lastIndexOf('\n');
            throw new UnreadableException(
                    new Problem("", (int) line, column, "the file is not UTF-8 text", "save it as UTF-8"));
        }
        return withoutMark(out.toString());
    }
}
