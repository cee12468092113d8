package io.gpugovernor.daemon.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses to read more than a number of bytes, so that what is packed is bounded before it is unpacked. */
final class BoundedInput extends FilterInputStream {
    private long left;

    BoundedInput(InputStream in, long limit) {
        super(in);
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        return BlockInput.one(this);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int got = super.read(into, from, length);
        left -= Math.max(0, got);
        if (left < 0) {
            throw new OversizedException();
        }
        return got;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
