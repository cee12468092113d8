package io.gpugovernor.daemon.fetch;

import java.io.IOException;
import java.io.InputStream;

/** Input that is read in blocks: a single byte is a block of one. */
abstract class BlockInput extends InputStream {
    @Override
    public final int read() throws IOException {
        return one(this);
    }

    @Override
    public abstract int read(byte[] into, int from, int length) throws IOException;

    /** The next byte of {@code in}, as one block; -1 at its end. */
    static int one(InputStream in) throws IOException {
        byte[] one = new byte[1];
        return in.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
}
