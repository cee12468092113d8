package io.gpugovernor.daemon.http.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lines of a request's head. Each ends with CR and LF: whoever is laxer can be told two stories by one request. */
final class LineInput {
    private static final int HIGHEST_CONTROL = 0x1f;
    private static final int DELETE = 0x7f;

    private final InputStream in;

    LineInput(InputStream in) {
        this.in = in;
    }

    /**
     * The next line without its end.
     *
     * @param most bytes that it may have
     * @param status the refusal of a longer one
     * @throws RefusedRequestException if it is longer, or holds a control character other than a tab
     */
    String read(int most, int status) throws IOException, RefusedRequestException {
        byte[] line = new byte[Math.min(most, 128)];
        int length = 0;
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the request ended before its end");
            }
            if (next == '\r') {
                if (in.read() != '\n') {
                    throw new RefusedRequestException(400, "lines of a request end with CR and LF");
                }
                return new String(line, 0, length, StandardCharsets.ISO_8859_1);
            }
            if ((next <= HIGHEST_CONTROL && next != '\t') || next == DELETE) {
                throw new RefusedRequestException(400, "the request's head holds a control character");
            }
            if (length == most) {
                throw new RefusedRequestException(
                        status, "a line of the request's head has more than " + most + " bytes; shorten it");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(most, 2 * length));
            }
            line[length++] = (byte) next;
        }
    }
}
