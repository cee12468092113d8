package io.gpugovernor.daemon.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.regex.Pattern;

/** The body of an answer that comes in chunks, up to and including the last one's trailers. */
final class ChunkedInput extends BlockInput {
    /** A size in hexadecimal and the extensions that some servers add. */
    private static final int SIZE_LINE_BYTES = 256;

    private static final Pattern SIZE = Pattern.compile("[0-9A-Fa-f]{1,8}");

    private final InputStream in;
    private long left;
    private boolean begun;
    private boolean ended;

    ChunkedInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int got = in.read(into, from, (int) Math.min(length, left));
        if (got < 0) {
            throw new EOFException("the answer breaks off inside a chunk");
        }
        left -= got;
        return got;
    }

    private void nextChunk() throws IOException {
        if (begun && !HeadReader.line(in, 1).isEmpty()) {
            throw new ProtocolException("a chunk of the answer is longer than it says");
        }
        begun = true;
        left = size(HeadReader.line(in, SIZE_LINE_BYTES));
        if (left == 0) {
            HeadReader.skipTrailers(in);
            ended = true;
        }
    }

    private static long size(String line) throws ProtocolException {
        int extension = line.indexOf(';');
        String digits = (extension < 0 ? line : line.substring(0, extension)).strip();
        if (!SIZE.matcher(digits).matches()) {
            throw new ProtocolException("a chunk of the answer has no size");
        }
        return Long.parseLong(digits, 16);
    }
}
