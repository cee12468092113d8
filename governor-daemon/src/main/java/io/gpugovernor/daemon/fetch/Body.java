package io.gpugovernor.daemon.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The body of an answer: how it is framed and packed, and the page that comes out. */
final class Body {
    private static final int BLOCK_BYTES = 16 << 10;
    /** About what one vLLM engine sends. */
    private static final int USUAL_BYTES = 64 << 10;

    /** No number of so many digits is too large for a long. */
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final Head head;
    private final InputStream framed;
    private final boolean delimited;
    private final int likely;

    /** @throws IOException if the head leaves open where the body ends, or says more than {@code limit} bytes */
    Body(Head head, InputStream in, int limit) throws IOException {
        this.head = head;
        Optional<String> coding = head.header("transfer-encoding");
        Optional<String> length = head.header("content-length");
        if (coding.isPresent() && length.isPresent()) {
            throw new ProtocolException("the answer gives two lengths"); // Two readers could see two answers.
        }
        this.delimited = coding.isPresent() || length.isPresent();
        long announced = length.isPresent() ? length(length.get(), limit) : USUAL_BYTES;
        // What is announced need not come.
        this.likely = (int) Math.min(4 * USUAL_BYTES, announced);
        if (coding.isPresent()) {
            if (!coding.get().equalsIgnoreCase("chunked")) {
                throw new ProtocolException("the answer comes in a transfer coding that was not asked for");
            }
            this.framed = new ChunkedInput(in);
        } else if (length.isPresent()) {
            this.framed = new CountedInput(in, announced);
        } else {
            this.framed = in;
        }
    }

    /** @throws OversizedException if more than {@code limit} bytes arrive, or come out when unpacked */
    Page read(int limit) throws IOException {
        InputStream bounded = new BoundedInput(framed, limit);
        String packing = head.header("content-encoding").orElse("identity");
        return switch (packing) {
            case "identity" -> drain(bounded, likely, limit);
            case "gzip", "x-gzip" -> unpack(bounded, limit);
            default -> throw new ProtocolException("the answer is packed in a way that was not asked for");
        };
    }

    /** Whether the next answer can come over the same connection, once this one was read to its end. */
    boolean leavesLineUsable() {
        return delimited && !head.closes();
    }

    private static Page unpack(InputStream packed, int limit) throws IOException {
        Page page = drain(new GZIPInputStream(packed, BLOCK_BYTES), USUAL_BYTES, limit);
        if (packed.read() >= 0) {
            throw new ProtocolException("something follows the packed answer");
        }
        return page;
    }

    private static Page drain(InputStream in, int likely, int limit) throws IOException {
        Page page = new Page(likely, limit);
        page.fill(in);
        return page;
    }

    private static long length(String text, int limit) throws IOException {
        if (!LENGTH.matcher(text).matches()) {
            throw new ProtocolException("the answer's length is no number");
        }
        long length = Long.parseLong(text);
        if (length > limit) {
            throw new OversizedException();
        }
        return length;
    }
}
