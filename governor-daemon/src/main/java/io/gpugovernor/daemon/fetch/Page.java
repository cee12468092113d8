package io.gpugovernor.daemon.fetch;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes of a page while it arrives: a buffer that grows up to a limit. */
public final class Page {
    /** Room to begin with, about what one vLLM engine sends. */
    private static final int USUAL_BYTES = 64 << 10;

    private final int limit;
    private byte[] bytes;
    private int length;

    Page(int limit) {
        this.limit = limit;
        this.bytes = new byte[Math.min(limit, USUAL_BYTES)];
    }

    /** Takes what {@code part} holds; false, taking nothing, if the page would become larger than its limit. */
    boolean append(ByteBuffer part) {
        int more = part.remaining();
        if (more > limit - length) {
            return false;
        }
        if (more > bytes.length - length) {
            // Within the limit, so the doubled length cannot overflow into a smaller one.
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(2L * bytes.length, (long) length + more)));
        }
        part.get(bytes, length, more);
        length += more;
        return true;
    }

    /** The bytes, of which the first {@link #length()} count. Not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }
}
