package io.gpugovernor.sim.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines of strict UTF-8, of limited length, numbered from 1. A line ends at LF or CR LF; the last one may go without. A
 * byte-order mark at the start is dropped, and blank lines are passed over.
 */
final class LineReader {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final TraceFile file;
    private final InputStream bytes;
    private final int lineLimit;
    private final byte[] chunk = new byte[1 << 16];
    private int chunkStart;
    private int chunkEnd;
    private byte[] line = new byte[256];
    private int length;
    private long number;
    private boolean ended = true;

    LineReader(TraceFile file, InputStream bytes, int lineLimit) {
        this.file = file;
        this.bytes = bytes;
        this.lineLimit = lineLimit;
    }

    /** The next line that is not blank, without its end; null after the last. */
    @Nullable
    String next() throws IOException, TraceFormatException {
        while (fillLine()) {
            number++;
            String text = decode();
            if (number == 1 && text.startsWith(BYTE_ORDER_MARK)) {
                text = text.substring(1);
            }
            if (!text.isBlank()) {
                return text;
            }
        }
        return null;
    }

    /** The number of the line given last, counted from 1; 0 before the first. */
    long number() {
        return number;
    }

    /** Whether the line given last lacks its end, as the last one of a truncated file does. */
    boolean lastLineIsOpen() {
        return !ended;
    }

    private boolean fillLine() throws IOException, TraceFormatException {
        length = 0;
        ended = false;
        while (!ended) {
            if (chunkStart == chunkEnd) {
                chunkStart = 0;
                chunkEnd = Math.max(0, bytes.read(chunk));
                if (chunkEnd == 0) {
                    return length > 0;
                }
            }
            int stop = chunkStart;
            while (stop < chunkEnd && chunk[stop] != '\n') {
                stop++;
            }
            append(stop);
            ended = stop < chunkEnd;
            chunkStart = ended ? stop + 1 : stop;
        }
        return true;
    }

    private void append(int stop) throws TraceFormatException {
        int added = stop - chunkStart;
        if (added > lineLimit - length) {
            throw file.error(number + 1, "is longer than " + lineLimit + " bytes", "a trace has one short row a line");
        }
        if (length + added > line.length) {
            line = Arrays.copyOf(line, Math.max(length + added, 2 * line.length));
        }
        System.arraycopy(chunk, chunkStart, line, length, added);
        length += added;
    }

    private String decode() throws TraceFormatException {
        if (ended && length > 0 && line[length - 1] == '\r') {
            length--;
        }
        boolean ascii = true;
        for (int i = 0; i < length; i++) {
            byte b = line[i];
            if (b == '\r') {
                throw file.error(number, "has a carriage return inside", "convert the line ends to LF or CR LF");
            }
            if (b >= 0 && b < ' ' && b != '\t') {
                throw file.error(number, "is binary, not text", "give a CSV or JSON lines file");
            }
            ascii &= b >= 0;
        }
        return ascii ? new String(line, 0, length, StandardCharsets.ISO_8859_1) : decodeUtf8();
    }

    private String decodeUtf8() throws TraceFormatException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw file.error(number, "is not UTF-8 text", "give a CSV or JSON lines file, saved as UTF-8");
        }
    }
}
