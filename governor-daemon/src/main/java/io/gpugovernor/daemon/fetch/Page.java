package io.gpugovernor.daemon.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Bytes of a page while it arrives: a buffer that grows up to a limit. */
public final class Page {
    private static final int LEAST_BYTES = 512;

    private final int limit;
    private byte[] bytes;
    private int length;

    /** @param likely bytes to make room for at first: as many as will come, where that is known */
    Page(int likely, int limit) {
        this.limit = limit;
        this.bytes = new byte[Math.min(likely, limit)];
    }

    /**
     * Takes all that {@code in} holds.
     *
     * @throws OversizedException if that is more than the limit
     */
    void fill(InputStream in) throws IOException {
        int got = 0;
        while (got >= 0) {
            if (length == bytes.length && !grows(in)) {
                return;
            }
            got = in.read(bytes, length, bytes.length - length);
            length += Math.max(0, got);
        }
    }

    /** Makes room where there is more to come, of which it takes the first byte. */
    private boolean grows(InputStream in) throws IOException {
        int next = in.read();
        if (next < 0) {
            return false;
        }
        if (length == limit) {
            throw new OversizedException();
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(2L * length, LEAST_BYTES)));
        bytes[length++] = (byte) next;
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
