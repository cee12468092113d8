package io.gpugovernor.daemon.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The body of an answer: how it is framed and packed, and the page that comes out. */
final class Body {
    private static final int BLOCK_BYTES = 16 << 10;

    private final Head head;
    private final InputStream framed;
    private final boolean delimited;

    /** @throws IOException if the head leaves open where the body ends, or says more than {@code limit} bytes */
    Body(Head head, InputStream in, int limit) throws IOException {
        this.head = head;
        Optional<String> coding = head.header("transfer-encoding");
        Optional<String> length = head.header("content-length");
        if (coding.isPresent() && length.isPresent()) {
            throw new ProtocolException("the answer gives two lengths"); // Two readers could see two answers.
        }
        this.delimited = coding.isPresent() || length.isPresent();
        if (coding.isPresent()) {
            if (!coding.get().equalsIgnoreCase("chunked")) {
                throw new ProtocolException("the answer comes in a transfer coding that was not asked for");
            }
            this.framed = new ChunkedInput(in);
        } else if (length.isPresent()) {
            this.framed = new CountedInput(in, length(length.get(), limit));
        } else {
            this.framed = in;
        }
    }

    /** @throws OversizedException if more than {@code limit} bytes arrive, or come out when unpacked */
    Page read(int limit) throws IOException {
        InputStream bounded = new BoundedInput(framed, limit);
        String packing = head.header("content-encoding").orElse("identity");
        return switch (packing) {
            case "identity" -> drain(bounded, limit);
            case "gzip", "x-gzip" -> unpack(bounded, limit);
            default -> throw new ProtocolException("the answer is packed in a way that was not asked for");
        };
    }

    /** Whether the next answer can come over the same connection, once this one was read to its end. */
    boolean leavesLineUsable() {
        return delimited && !head.closes();
    }

    private static Page unpack(InputStream packed, int limit) throws IOException {
        Page page = drain(new GZIPInputStream(packed, BLOCK_BYTES), limit);
        if (packed.read() >= 0) {
            throw new ProtocolException("something follows the packed answer");
        }
        return page;
    }

    private static Page drain(InputStream in, int limit) throws IOException {
        Page page = new Page(limit);
        byte[] block = new byte[BLOCK_BYTES];
        for (int got = in.read(block); got >= 0; got = in.read(block)) {
            if (!page.append(ByteBuffer.wrap(block, 0, got))) {
                throw new OversizedException();
            }
        }
        return page;
    }

    private static long length(String text, int limit) throws IOException {
        if (!text.matches("\\d{1,18}")) {
            throw new ProtocolException("the answer's length is no number");
        }
        long length = Long.parseLong(text);
        if (length > limit) {
            throw new OversizedException();
        }
        return length;
    }
}
