package io.gpugovernor.daemon.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer that said how long it is. */
final class CountedInput extends BlockInput {
    private final InputStream in;
    private long left;

    CountedInput(InputStream in, long length) {
        this.in = in;
        this.left = length;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int got = in.read(into, from, (int) Math.min(length, left));
        if (got < 0) {
            throw new EOFException("the answer breaks off " + left + " bytes before its end");
        }
        left -= got;
        return got;
    }
}
