package io.gpugovernor.daemon.reload;

import io.gpugovernor.daemon.memory.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What tells one state of a policy file from another: where its name leads in the end, and what is there. A ConfigMap
 * changes by a link on the way being swapped, which no look at the name itself would show.
 *
 * @param place the file behind all links; empty if there is none
 * @param content what it holds, a character for each byte; empty if it cannot be read
 */
public record PolicyStamp(String place, String content) {
    /** Larger than any policy file that is accepted. */
    private static final int MOST_BYTES = (1 << 20) + 1;

    /** Digest of what it holds, as the metrics show it; empty if it cannot be read. */
    String digest() {
        return content.isEmpty() ? "" : Digest.of(content);
    }

    /** The state of {@code file} now. */
    public static PolicyStamp of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES);
            return new PolicyStamp(file.toRealPath().toString(), new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException missing) {
            return new PolicyStamp("", "");
        }
    }
}
