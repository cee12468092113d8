package io.gpugovernor.daemon.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the head of an HTTP/1.1 answer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>
 */
final class HeadReader {
    /** Servers and proxies send a few hundred bytes; most refuse requests with more than 8 KiB themselves. */
    private static final int HEAD_BYTES = 32 << 10;

    /** Interim answers (status 100 to 199) before the real one. No server sends more than one. */
    private static final int INTERIM_ANSWERS = 4;

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.([01]) ([1-5]\\d\\d)( .*)?");
    private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*?)[ \\t]*");

    private final InputStream in;
    private int left = HEAD_BYTES;

    private HeadReader(InputStream in) {
        this.in = in;
    }

    /**
     * @throws UnansweredException if there is not one byte
     * @throws ProtocolException if it is not HTTP, or longer than 32 KiB
     */
    static Head read(InputStream in) throws IOException {
        in.mark(1);
        int first;
        try {
            first = in.read();
        } catch (IOException reset) {
            throw new UnansweredException(reset);
        }
        if (first < 0) {
            throw new UnansweredException(null);
        }
        in.reset();
        HeadReader reader = new HeadReader(in);
        for (int i = 0; i <= INTERIM_ANSWERS; i++) {
            Head head = reader.head();
            if (head.status() >= 200) {
                return head;
            }
        }
        throw new ProtocolException("too many interim answers");
    }

    /** Reads what may stand behind the last chunk of a body. */
    static void skipTrailers(InputStream in) throws IOException {
        new HeadReader(in).headers();
    }

    /** A line of {@code in} without its end; at most {@code most} bytes. */
    static String line(InputStream in, int most) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i <= most; i++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the answer breaks off");
            }
            if (next == '\n') {
                int end = line.length();
                return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
            }
            line.append((char) next); // Bytes as ISO 8859-1, as HTTP has it.
        }
        throw new ProtocolException("the answer's head is too long");
    }

    private Head head() throws IOException {
        Matcher status = STATUS_LINE.matcher(line());
        if (!status.matches()) {
            throw new ProtocolException("the answer is not HTTP/1.1");
        }
        return new Head(Integer.parseInt(status.group(2)), "1".equals(status.group(1)), headers());
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            Matcher header = HEADER.matcher(line);
            if (!header.matches()) {
                throw new ProtocolException("a header of the answer is malformed");
            }
            headers.computeIfAbsent(header.group(1).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.group(2));
        }
        return headers;
    }

    private String line() throws IOException {
        String line = line(in, left);
        left -= line.getBytes(StandardCharsets.ISO_8859_1).length + 1;
        if (left < 0) {
            throw new ProtocolException("the answer's head is too long");
        }
        return line;
    }
}
